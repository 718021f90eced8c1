"""Contact management alerts for Teign Housing and Templer HomeBuild."""
