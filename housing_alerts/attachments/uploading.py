"""What of an upload is read at all, before any form sees it."""

from django.core.files.uploadhandler import FileUploadHandler

from .policies import MOST_BYTES


class CutOff(FileUploadHandler):
    """Past what a file may have, the rest is thrown away as it comes: no upload fills the disk.

    What is handed on is a little too large, so that the form still finds it too large, and says so.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= MOST_BYTES else None

    def file_complete(self, file_size: int) -> None:
        return None
