"""The behaviours of Appendix D, the examples of §3, and the types of alert of §7 with the default types of our own."""

from django.db import migrations

from housing_alerts.kernel import procedure

PAIR_WAIT = "We may need longer to arrange repairs and visits, because two people have to be free at the same time."
ALONE = "We may need longer to arrange repairs and visits, because not everybody can come to you on their own."
EMERGENCY = "We come to emergencies as soon as it is safe."
OF_CONTACT_ALONE = "We come to emergencies as soon as we can."

# "ukhds" and "ukhds_draft" are the codes that others use for a type: UKHDS 3.5, and its draft of 2025.
TYPES = [
    {
        "code": "VISIT_IN_PAIRS",
        "name": "Visit in Pairs",
        "ukhds": "10",
        "ukhds_draft": "RISK2.01, RISK2.04",
        "controls": ["AT_LEAST_TWO"],
        "instruction": "Attend in pairs. Do not go alone.",
        "letter_required": True,
        "affects_service": True,
        "hangs_on": "PERSON",
        "period": 12,
        "measure": "Two of our staff or contractors will come together to every visit to your home.",
        "consequence": f"{PAIR_WAIT} {EMERGENCY}",
        "consequence_kept": "Two people will still come together to home visits, repairs and safety checks.",
        "consequence_removed": "Two people no longer have to come together to home visits, repairs and safety checks.",
    },
    {
        "code": "DANGEROUS_DOGS",
        "name": "Dangerous Dogs",
        "ukhds": "1",
        "ukhds_draft": "RISK3.03",
        "controls": ["ANIMAL_SECURED"],
        "instruction": "Have the dog secured before you enter. If it is not, leave.",
        "letter_required": True,
        "affects_service": True,
        "hangs_on": "EITHER",
        "period": 12,
        "measure": "Before our staff or contractors come in, your dog must be shut in another room or on a lead away from them.",
        "consequence": "If the dog is not secured we will leave, and you will have to book the visit again, which takes longer. "
        + EMERGENCY,
        "consequence_kept": "Your dog must still be secured before our staff or contractors come in.",
        "consequence_removed": "You no longer have to shut your dog away before we come.",
    },
    {
        "code": "CONTACT_MANAGEMENT",
        "name": "Contact Management",
        "ukhds": "1",
        "controls": ["AGREED_CONTACT"],
        "instruction": "Keep to the agreed ways and times of contact.",
        "letter_required": True,
        "affects_service": True,
        "hangs_on": "PERSON",
        "needs_conditions": True,
        "period": procedure.REVIEW_MONTHS_CONTACT,
        "measure": "There are limits on how and when you can contact us. They are listed below.",
        "consequence": "We may not answer contact outside these limits, and an answer may take longer. " + OF_CONTACT_ALONE,
        "consequence_kept": "The limits on how and when you can contact us stay.",
        "consequence_removed": "You can contact us in every usual way again.",
    },
    {
        "code": "NO_LONE_FEMALES",
        "name": "No Lone Females",
        "ukhds": "50",
        "ukhds_draft": "RISK2.03",
        "controls": ["NO_LONE_WOMAN"],
        "instruction": "No woman attends alone.",
        "letter_required": True,
        "affects_service": True,
        "hangs_on": "PERSON",
        "period": 12,
        "measure": "A woman from our staff or contractors will not come to your home alone.",
        "consequence": f"{ALONE} {EMERGENCY}",
        "consequence_kept": "A woman from our staff or contractors will still not come to your home alone.",
        "consequence_removed": "A woman from our staff or contractors may come to your home alone again.",
    },
    {
        "code": "NO_LONE_MALES",
        "name": "No Lone Males",
        "ukhds": "50",
        "ukhds_draft": "RISK2.03",
        "controls": ["NO_LONE_MAN"],
        "instruction": "No man attends alone.",
        "letter_required": True,
        "affects_service": True,
        "hangs_on": "PERSON",
        "period": 12,
        "measure": "A man from our staff or contractors will not come to your home alone.",
        "consequence": f"{ALONE} {EMERGENCY}",
        "consequence_kept": "A man from our staff or contractors will still not come to your home alone.",
        "consequence_removed": "A man from our staff or contractors may come to your home alone again.",
    },
    {
        "code": "NO_FEMALE_VISITORS",
        "name": "No Female Visitors",
        "ukhds": "50",
        "ukhds_draft": "RISK2.03",
        "controls": ["NO_WOMAN"],
        "instruction": "No woman attends.",
        "letter_required": True,
        "affects_service": True,
        "hangs_on": "PERSON",
        "period": 12,
        "measure": "Only men from our staff or contractors will come to your home.",
        "consequence": "We may need longer to arrange repairs and visits, because fewer people can come. " + EMERGENCY,
        "consequence_kept": "Only men from our staff or contractors will come to your home.",
        "consequence_removed": "Women from our staff or contractors may come to your home again.",
    },
    {
        "code": "NO_MALE_VISITORS",
        "name": "No Male Visitors",
        "ukhds": "50",
        "ukhds_draft": "RISK2.03",
        "controls": ["NO_MAN"],
        "instruction": "No man attends.",
        "letter_required": True,
        "affects_service": True,
        "hangs_on": "PERSON",
        "period": 12,
        "measure": "Only women from our staff or contractors will come to your home.",
        "consequence": "We may need longer to arrange repairs and visits, because fewer people can come. " + EMERGENCY,
        "consequence_kept": "Only women from our staff or contractors will come to your home.",
        "consequence_removed": "Men from our staff or contractors may come to your home again.",
    },
    {
        "code": "WEAPONS",
        "name": "Weapons",
        "ukhds": "10",
        "ukhds_draft": "RISK2.05",
        "controls": ["AT_LEAST_TWO", "POLICE_ADVICE", "NO_FORCED_ENTRY"],
        "instruction": "Attend in pairs, take police advice first, and never force entry.",
        "letter_required": True,
        "affects_service": True,
        "hangs_on": "EITHER",
        "period": 12,
        "measure": "Two of our staff or contractors will come together to every visit, and we may ask the police for advice first. "
        "If nobody lets us in, we follow extra safety rules.",
        "consequence": f"{PAIR_WAIT} {EMERGENCY}",
        "consequence_kept": "Two people will still come together to every visit, and we may ask the police for advice first. "
        "If nobody lets us in, we still follow extra safety rules.",
        "consequence_removed": "Two people no longer have to come together. We no longer ask the police first, or follow extra "
        "safety rules if nobody lets us in.",
    },
    {
        "code": "SINGLE_POINT_OF_CONTACT",
        "name": "Single Point of Contact",
        "ukhds": "1",
        "controls": ["NAMED_OFFICER"],
        "instruction": "Pass all contact to the named officer or their deputy.",
        "letter_required": True,
        "affects_service": True,
        "hangs_on": "PERSON",
        "needs_conditions": True,
        "period": procedure.REVIEW_MONTHS_CONTACT,
        "measure": "One named officer, or their deputy, will deal with all your contact with us.",
        "consequence": "Other colleagues will pass you to that officer, so an answer may take longer. " + OF_CONTACT_ALONE,
        "consequence_kept": "One named officer, or their deputy, will still deal with all your contact with us.",
        "consequence_removed": "You can speak to any of our teams again.",
    },
    {
        "code": "SAFE_CONTACT",
        "name": "Safe contact",
        "ukhds": "20-70",
        "ukhds_draft": "SAF1.01, SAF1.02",
        "controls": ["SAFE_CONTACT"],
        "instruction": "Ask the responsible Lead for the safe way to make contact. Leave no message and no card.",
        "letter_required": False,
        "affects_service": False,
        "hangs_on": "PERSON",
        "period": 3,
    },
    {
        "code": "TO_BE_CONFIRMED",
        "name": "To be confirmed",
        "controls": ["ASK_LEAD"],
        "instruction": "Ask the responsible Lead before you go.",
        "letter_required": False,
        "affects_service": False,
        "hangs_on": "EITHER",
        "period": 12,
        "imported_only": True,
    },
]


def add(apps, schema_editor):
    behaviour_model, example_model = apps.get_model("alerts", "Behaviour"), apps.get_model("alerts", "Example")
    for position, behaviour in enumerate(procedure.BEHAVIOURS, 1):
        behaviour_model.objects.create(
            code=behaviour.code,
            name=behaviour.name,
            definition=behaviour.definition,
            stage=behaviour.stage.value,
            position=position,
            threatens=behaviour.code == "THREAT_OF_VIOLENCE",
        )
    behaviours = {behaviour.code: behaviour for behaviour in behaviour_model.objects.all()}
    for position, example in enumerate(procedure.EXAMPLES, 1):
        example_model.objects.create(
            code=example.code,
            family=example.family.value,
            words=example.words,
            behaviour=behaviours.get(example.behaviour),
            violent=example.violent,
            position=position,
        )
    for position, values in enumerate(TYPES, 1):
        apps.get_model("alerts", "AlertType").objects.create(position=position, **values)


class Migration(migrations.Migration):
    dependencies = [("alerts", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
