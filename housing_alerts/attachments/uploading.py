"""Limit how much of an upload is read, before any form sees it."""

from django.core.files.uploadhandler import FileUploadHandler

from .policies import MOST_BYTES


class CutOff(FileUploadHandler):
    """Throw away the rest of a file once it passes the largest size, so that no upload fills the disk.

    The part that is handed on is a little too large, so that the form still finds the file too large, and says so.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= MOST_BYTES else None

    def file_complete(self, file_size: int) -> None:
        return None
