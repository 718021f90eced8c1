"""The bundle of one case for the Housing Ombudsman, as a PDF with its letters and files."""
