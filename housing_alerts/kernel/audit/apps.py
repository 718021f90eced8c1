from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate, pre_migrate


class AuditConfig(AppConfig):
    name = "housing_alerts.kernel.audit"
    verbose_name = "Audit"

    def ready(self) -> None:
        """Protect the append-only rows after every migrate, and prove what stands then. Prove what each step saves."""
        from .proofs import prove_what_stands, watch
        from .protection import lift_for_migrations, protect

        pre_migrate.connect(lift_for_migrations, sender=self)
        post_migrate.connect(protect, sender=self)
        post_migrate.connect(prove_what_stands, sender=self)
        watch()


class AuditAdminConfig(AdminConfig):
    """Django's admin, with the audit site in place of its own."""

    default_site = "housing_alerts.kernel.audit.site.AuditSite"
