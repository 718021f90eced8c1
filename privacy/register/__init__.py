"""The register: the record of processing, the privacy notice and the impact assessment, made from what the service does."""
