"""The table of who may what, as the domain says it: every address, for each role, reading (GET) and acting (POST).

Each address is asked with a record in a status where the step is possible for its rightful role (``records.py``), all
of one customer of Housing. ``officer`` reported the incident and ``manager`` is told of it; ``lead`` and ``head`` are
of Housing, ``lead2`` and ``head2`` of Property Services; ``leadership`` is of no area.

    in    302, to the sign-in page          404   is not visible, so it is not found
    200   the page                          403   is visible, but not theirs to do: the page with the refusal
    302   done, and on to the next page     405   there is nothing to send here
    503   the worker was not started
"""

ROLES = ["stranger", "officer", "contractor", "manager", "lead", "lead2", "head", "head2", "leadership", "dpo", "admin"]
ROLES += ["equality"]

TABLE = """
                                           stranger officer contractor manager lead lead2 head head2 leadership dpo admin equality

account_login                        GET     200     302      302       302    302   302   302   302     302     302  302  302
account_login                        POST    302     302      302       302    302   302   302   302     302     302  302  302
account_logout                       GET     302     200      200       200    200   200   200   200     200     200  200  200
account_logout                       POST    302     302      302       302    302   302   302   302     302     302  302  302
account_reauthenticate               GET     in      200      200       200    200   200   200   200     200     200  200  200
account_reauthenticate               POST    in      302      302       302    302   302   302   302     302     302  302  302
health_live                          GET     200     200      200       200    200   200   200   200     200     200  200  200
health_live                          POST    405     405      405       405    405   405   405   405     405     405  405  405
health_ready                         GET     200     200      200       200    200   200   200   200     200     200  200  200
health_ready                         POST    405     405      405       405    405   405   405   405     405     405  405  405
health_worker                        GET     503     503      503       503    503   503   503   503     503     503  503  503
health_worker                        POST    405     405      405       405    405   405   405   405     405     405  405  405

desk:worklist                        GET     in      200      200       200    200   200   200   200     200     200  200  200
desk:worklist                        POST    in      405      405       405    405   405   405   405     405     405  405  405
desk:worklist_group                  GET     in      200      200       200    200   200   200   200     200     200  200  200
desk:worklist_group                  POST    in      405      405       405    405   405   405   405     405     405  405  405
desk:customer                        GET     in      404      404       404    200   404   200   200     200     404  404  404
desk:customer                        POST    in      405      405       405    405   405   405   405     405     405  405  405
desk:calendar                        GET      in      200     200        200       200   200  200  200   200        200  200  200
desk:calendar                        POST     in      405     405        405       405   405  405  405   405        405  405  405
desk:calendar_make                   GET      in      405     405        405       405   405  405  405   405        405  405  405
desk:calendar_make                   POST     in      302     302        302       302   302  302  302   302        302  302  302
desk:calendar_revoke                 GET      in      405     405        405       405   405  405  405   405        405  405  405
desk:calendar_revoke                 POST     in      302     302        302       302   302  302  302   302        302  302  302
desk:calendar_feed                   GET      200     200     200        200       200   200  200  200   200        200  200  200
desk:calendar_feed                   POST     405     405     405        405       405   405  405  405   405        405  405  405
desk:merge                           GET     in      404      404       404    200   404   200   200     200     404  404  404
desk:merge                           POST    in      404      404       404    302   404   403   403     403     404  404  404
desk:undo_merge                      GET     in      404      404       404    200   404   200   200     200     404  404  404
desk:undo_merge                      POST    in      404      404       404    302   404   403   403     403     404  404  404
desk:answer                          GET     in      404      404       404    200   404   200   200     200     404  404  404
desk:answer                          POST    in      404      404       404    302   404   403   403     403     404  404  404

alerts:look_up                       GET     in      200      200       200    200   200   200   200     200     404  404  404
alerts:look_up                       POST    in      405      405       405    405   405   405   405     405     405  405  405
alerts:look_up_suggestions           GET     in      200      200       200    200   200   200   200     200     404  404  404
alerts:look_up_suggestions           POST    in      405      405       405    405   405   405   405     405     405  405  405

alerts:visits                        GET     in      200      200       200    200   200   200   200     200     404  404  404
alerts:visits                        POST    in      302      302       302    302   302   302   302     302     404  404  404
alerts:visit_list                    GET     in      200      404       404    404   404   404   404     404     404  404  404
alerts:visit_list                    POST    in      405      405       405    405   405   405   405     405     405  405  405
alerts:visit_list_change             GET     in      200      404       404    404   404   404   404     404     404  404  404
alerts:visit_list_change             POST    in      302      404       404    404   404   404   404     404     404  404  404
alerts:visit_list_changed            GET     in      200      404       404    404   404   404   404     404     404  404  404
alerts:visit_list_changed            POST    in      405      405       405    405   405   405   405     405     405  405  405
alerts:visit_list_keep               GET     in      405      405       405    405   405   405   405     405     405  405  405
alerts:visit_list_keep               POST    in      200      404       404    404   404   404   404     404     404  404  404
alerts:visit_list_opened             GET     in      405      405       405    405   405   405   405     405     405  405  405
alerts:visit_list_opened             POST    in      200      404       404    404   404   404   404     404     404  404  404
alerts:without_connection            GET     in      200      200       200    200   200   200   200     200     200  200  200
alerts:without_connection            POST    in      405      405       405    405   405   405   405     405     405  405  405
alerts:visit_list_seen               GET     in      405      405       405    405   405   405   405     405     405  405  405
alerts:visit_list_seen               POST    in      302      404       404    404   404   404   404     404     404  404  404
alerts:visit_news                    GET     in      200      404       404    404   404   404   404     404     404  404  404
alerts:visit_news                    POST    in      302      404       404    404   404   404   404     404     404  404  404
alerts:visits_unseen                 GET     in      404      404       200    404   404   404   404     404     404  404  404
alerts:visits_unseen                 POST    in      405      405       405    405   405   405   405     405     405  405  405
alerts:visit_list_give_up            GET     in      405      405       405    405   405   405   405     405     405  405  405
alerts:visit_list_give_up            POST    in      302      404       404    404   404   404   404     404     404  404  404

alerts:incident_log                  GET     in      200      200       200    200   200   200   200     200     200  200  200
alerts:incident_log                  POST    in      302      302       302    302   302   302   302     302     302  302  302
alerts:incident_draft                GET     in       405     405        405     405  405   405  405   405        405 405  405
alerts:incident_draft                POST    in       200     200        200     200  200   200  200   200        200 200  200
alerts:incident_finish               GET     in       200     404        404     404  404   404  404   404        404 404  404
alerts:incident_finish               POST    in       302     404        404     404  404   404  404   404        404 404  404
alerts:incident_confirm              GET     in       200     404        200     200  404   200  200   200        404 404  404
alerts:incident_confirm              POST    in       302     404        403     403  404   403  403   403        404 404  404
alerts:incident_discard              GET     in       302     404        404     404  404   404  404   404        404 404  404
alerts:incident_discard              POST    in       302     404        404     404  404   404  404   404        404 404  404
alerts:incident_name_customer        GET     in       200     404        200     200  404   200  200   200        404 404  404
alerts:incident_name_customer        POST    in       403     404        302     302  404   403  403   403        404 404  404
alerts:incident                      GET     in      200      404       200    200   404   200   200     200     404  404  404
alerts:incident                      POST    in      405      405       405    405   405   405   405     405     405  405  405
alerts:incident_triage               GET     in      302      404       302    302   404   302   302     302     404  404  404
alerts:incident_triage               POST    in      405      405       405    405   405   405   405     405     405  405  405
alerts:incident_settle               GET     in      200      404       200    200   404   200   200     200     404  404  404
alerts:incident_settle               POST    in      403      404       302    403   404   403   403     403     404  404  404
alerts:incident_refer                GET     in      200      404       200    200   404   200   200     200     404  404  404
alerts:incident_refer                POST    in      403      404       302    403   404   403   403     403     404  404  404
alerts:incident_void                 GET     in      200      404       200    200   404   200   200     200     404  404  404
alerts:incident_void                 POST    in      403      404       302    403   404   403   403     403     404  404  404
alerts:incident_wrong_person         GET     in      200      404       200    200   404   200   200     200     404  404  404
alerts:incident_wrong_person         POST    in      302      404       403    403   404   403   403     403     404  404  404
alerts:incident_attach               GET     in      200      404       200    200   404   200   200     200     404  404  404
alerts:incident_attach               POST    in      302      404       302    302   404   403   403     403     404  404  404
alerts:incident_file                 GET     in      200      404       200    200   404   200   200     200     404  404  404
alerts:incident_file                 POST    in      405      405       405    405   405   405   405     405     405  405  405
alerts:incident_file_remove          GET     in      200      404       200    200   404   200   200     200     404  404  404
alerts:incident_file_remove          POST    in      403      404       302    302   404   403   403     403     404  404  404
alerts:incident_marker               GET     in      200      404       200    200   404   200   200     200     404  404  404
alerts:incident_marker               POST    in      403      404       302    302   404   302   403     403     404  404  404
alerts:incident_marker_lift          GET     in      200      404       200    200   404   200   200     200     404  404  404
alerts:incident_marker_lift          POST    in      403      404       302    302   404   302   403     403     404  404  404
alerts:incident_marker_none          GET     in      200      404       200    200   404   200   200     200     404  404  404
alerts:incident_marker_none          POST    in      403      404       302    302   404   302   403     403     404  404  404
alerts:incident_police               GET     in      200      404       200    200   404   200   200     200     404  404  404
alerts:incident_police               POST    in      302      404       302    403   404   403   403     403     404  404  404
alerts:incident_welfare              GET     in      200      404       200    200   404   404   404     404     404  404  404
alerts:incident_welfare              POST    in      403      404       302    302   404   404   404     404     404  404  404
alerts:incident_breach               GET     in      200      404       200    200  404   200   200   200        404  404  404
alerts:incident_breach               POST    in      403      404       302    302  404   403   403   403        404  404  404

alerts:investigation_open            GET     in      200      404       200    200   404   200   200     200     404  404  404
alerts:investigation_open            POST    in      403      404       403    302   404   403   403     403     404  404  404
alerts:investigation                 GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:investigation                 POST    in      405      405       405    405   405   405   405     405     405  405  405
alerts:investigation_incidents       GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:investigation_incidents       POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:investigation_discussions     GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:investigation_discussions     POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:investigation_considerations  GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:investigation_considerations  POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:investigation_vulnerability   GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:investigation_vulnerability   POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:investigation_adjustment      GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:investigation_adjustment      POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:investigation_draft_alert     GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:investigation_draft_alert     POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:investigation_actions         GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:investigation_actions         POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:investigation_action_withdraw GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:investigation_action_withdraw POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:investigation_action_outcome  GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:investigation_action_outcome  POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:investigation_service_area    GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:investigation_service_area    POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:investigation_take_over       GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:investigation_take_over       POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:investigation_action_letter   GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:investigation_action_letter   POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:incident_action_letter        GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:incident_action_letter        POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:investigation_letter          GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:investigation_letter          POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:investigation_recommend       GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:investigation_recommend       POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:investigation_withdraw        GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:investigation_withdraw        POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:investigation_send_back       GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:investigation_send_back       POST    in      404      404       404    403   404   302   403     403     404  404  404
alerts:investigation_agree           GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:investigation_agree           POST    in      404      404       404    403   404   302   403     403     404  404  404

alerts:investigation_decision        GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:investigation_decision        POST    in      405      405       405    405   405   405   405     405     405  405  405
alerts:investigation_decision_pdf    GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:investigation_decision_pdf    POST    in      405      405       405    405   405   405   405     405     405  405  405

alerts:alert                         GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:alert                         POST    in      405      405       405    405   405   405   405     405     405  405  405
alerts:alert_conditions              GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:alert_conditions              POST    in      405      405       405    405   405   405   405     405     405  405  405
alerts:alert_condition_add           GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:alert_condition_add           POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:alert_condition_change        GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:alert_condition_change        POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:alert_condition_withdraw      GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:alert_condition_withdraw      POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:alert_condition_declaration   GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:alert_condition_declaration   POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:alert_approve                 GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:alert_approve                 POST    in      404      404       404    403   404   302   403     403     404  404  404
alerts:alert_decline                 GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:alert_decline                 POST    in      404      404       404    403   404   302   403     403     404  404  404
alerts:alert_withdraw                GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:alert_withdraw                POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:alert_controls                GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:alert_controls                POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:alert_end                     GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:alert_end                     POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:alert_removal_letter          GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:alert_removal_letter          POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:alert_letter                  GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:alert_letter                  POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:alert_decision                GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:alert_decision                POST    in      405      405       405    405   405   405   405     405     405  405  405
alerts:alert_decision_pdf            GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:alert_decision_pdf            POST    in      405      405       405    405   405   405   405     405     405  405  405
alerts:alert_review                  GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:alert_review                  POST    in      404      404       404    302   404   403   403     403     404  404  404

alerts:review                        GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:review                        POST    in      405      405       405    405   405   405   405     405     405  405  405
alerts:review_form                   GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:review_form                   POST    in      405      405       405    405   405   405   405     405     405  405  405
alerts:review_complete               GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:review_complete               POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:review_close                  GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:review_close                  POST    in      404      404       404    302   404   403   403     403     404  404  404
alerts:review_letter                 GET     in      404      404       404    200   404   200   200     200     404  404  404
alerts:review_letter                 POST    in      404      404       404    302   404   403   403     403     404  404  404

alerts:entries                       GET     in      200      200       200    200   200   200   200   200        404  404  404
alerts:entries                       POST    in      200      200       200    302   200   200   200   200        404  404  404
alerts:entry                         GET     in      404      404       404    200  404   200   200   200        404  404  404
alerts:entry                         POST    in      404      404       404    302  404   403   403   403        404  404  404
alerts:entry_correct                 GET     in      404      404       404    200  404   200   200   200        404  404  404
alerts:entry_correct                 POST    in      404      404       404    302  404   403   403   403        404  404  404
alerts:confirmations                 GET     in      404      404       404    200  200   404   404   404        404  404  404
alerts:confirmations                 POST    in      405      405       405    405  405   405   405   405        405  405  405
alerts:confirmations_check           GET     in      404      404       404    200  200   404   404   404        404  404  404
alerts:confirmations_check           POST    in      404      404       404    302  403   404   404   404        404  404  404

appeals:log                          GET     in      404      404       404    200   404   200   200     200     404  404  404
appeals:log                          POST    in      404      404       404    302   404   403   403     403     404  404  404
appeals:breaches                     GET     in      404      404       404    200   200   200   200     200     404  404  404
appeals:breaches                     POST    in      405      405       405    405   405   405   405     405     405  405  405
appeals:appeal                       GET     in      404      404       404    200   404   200   200     200     404  404  404
appeals:appeal                       POST    in      405      405       405    405   405   405   405     405     405  405  405
appeals:appeal_evidence              GET     in      404      404       404    200   404   200   200     200     404  404  404
appeals:appeal_evidence              POST    in      405      405       405    405   405   405   405     405     405  405  405
appeals:appeal_acknowledge           GET     in      404      404       404    200   404   200   200     200     404  404  404
appeals:appeal_acknowledge           POST    in      404      404       404    302   404   403   403     403     404  404  404
appeals:appeal_accept                GET     in      404      404       404    200   404   200   200     200     404  404  404
appeals:appeal_accept                POST    in      404      404       404    302   404   403   403     403     404  404  404
appeals:appeal_refuse                GET     in      404      404       404    200   404   200   200     200     404  404  404
appeals:appeal_refuse                POST    in      404      404       404    403   404   302   403     403     404  404  404
appeals:appeal_vulnerability         GET     in      404      404       404    200   404   200   200     200     404  404  404
appeals:appeal_vulnerability         POST    in      404      404       404    302   404   403   403     403     404  404  404
appeals:appeal_adjustment            GET     in      404      404       404    200   404   200   200     200     404  404  404
appeals:appeal_adjustment            POST    in      404      404       404    302   404   403   403     403     404  404  404
appeals:appeal_prepare               GET     in      404      404       404    200   404   200   200     200     404  404  404
appeals:appeal_prepare               POST    in      404      404       404    302   404   403   403     403     404  404  404
appeals:appeal_send_back             GET     in      404      404       404    200   404   200   200     200     404  404  404
appeals:appeal_send_back             POST    in      404      404       404    403   404   302   403     403     404  404  404
appeals:appeal_determine             GET     in      404      404       404    200   404   200   200     200     404  404  404
appeals:appeal_determine             POST    in      404      404       404    403   404   302   403     403     404  404  404
appeals:appeal_withdraw              GET     in      404      404       404    200   404   200   200     200     404  404  404
appeals:appeal_withdraw              POST    in      404      404       404    302   404   403   403     403     404  404  404
appeals:appeal_answer                GET     in      404      404       404    200   404   200   200     200     404  404  404
appeals:appeal_answer                POST    in      404      404       404    302   404   403   403     403     404  404  404
appeals:appeal_letter                GET     in      404      404       404    200   404   200   200     200     404  404  404
appeals:appeal_letter                POST    in      404      404       404    302   404   403   403     403     404  404  404
appeals:appeal_attach                GET     in      404      404       404    200   404   200   200     200     404  404  404
appeals:appeal_attach                POST    in      404      404       404    302   404   403   403     403     404  404  404
appeals:appeal_file                  GET     in      404      404       404    200   404   200   200     200     404  404  404
appeals:appeal_file                  POST    in      405      405       405    405   405   405   405     405     405  405  405
appeals:appeal_file_remove           GET     in      404      404       404    200   404   200   200     200     404  404  404
appeals:appeal_file_remove           POST    in      404      404       404    302   404   403   403     403     404  404  404

letters:letter                       GET     in      404      404       404    200   404   200   200     200     404  404  404
letters:letter                       POST    in      405      405       405    405   405   405   405     405     405  405  405
letters:letter_pdf                   GET     in      404      404       404    200   404   200   200     200     404  404  404
letters:letter_pdf                   POST    in      405      405       405    405   405   405   405     405     405  405  405
letters:letter_text                  GET     in      404      404       404    200   404   200   200     200     404  404  404
letters:letter_text                  POST    in      405      405       405    405   405   405   405     405     405  405  405
letters:letter_issue                 GET     in      404      404       404    200   404   200   200     200     404  404  404
letters:letter_issue                 POST    in      404      404       404    302   404   403   403     403     404  404  404
letters:letter_posting               GET     in      404      404       404    200   404   200   200     200     404  404  404
letters:letter_posting               POST    in      404      404       404    302   404   403   403     403     404  404  404
letters:letter_receipt               GET     in      404      404       404    200   404   200   200     200     404  404  404
letters:letter_receipt               POST    in      404      404       404    302   404   403   403     403     404  404  404
letters:letter_return                GET     in      404      404       404    200   404   200   200     200     404  404  404
letters:letter_return                POST    in      404      404       404    302   404   403   403     403     404  404  404
letters:letter_cancel                GET     in      404      404       404    200   404   200   200     200     404  404  404
letters:letter_cancel                POST    in      404      404       404    302   404   403   403     403     404  404  404

customers:vulnerability_record       GET     in      404      404       404    200   404   200   200     200     404  404  404
customers:vulnerability_record       POST    in      404      404       404    302   404   403   403     403     404  404  404
customers:adjustment_record          GET     in      404      404       404    200   404   200   200     200     404  404  404
customers:adjustment_record          POST    in      404      404       404    302   404   403   403     403     404  404  404
customers:representative_record      GET     in      404      404       404    200   404   200   200     200     404  404  404
customers:representative_record      POST    in      404      404       404    302   404   403   403     403     404  404  404
customers:adjustment_door            GET     in      404      404       404    200   404   200   200     200     404  404  404
customers:adjustment_door            POST    in      404      404       404    302   404   403   403     403     404  404  404
customers:representative_end         GET     in      404      404       404    200   404   200   200     200     404  404  404
customers:representative_end         POST    in      404      404       404    302   404   403   403     403     404  404  404
customers:record_alive               GET     in      404      404       404    200   404   200   200     200     404  404  404
customers:record_alive               POST    in      404      404       404    302   404   403   403     403     404  404  404
customers:address_confirm            GET     in      404      404       404    200   404   200   200     200     404  404  404
customers:address_confirm            POST    in      404      404       404    302   404   403   403     403     404  404  404
customers:restrict                   GET     in      404      404       404    200   404   200   200     200     404  404  404
customers:restrict                   POST    in      404      404       404    302   404   302   403     403     404  404  404
customers:say_safe                   GET     in      404      404       404    200   404   200   404     404     404  404  404
customers:say_safe                   POST    in      404      404       404    302   404   302   404     404     404  404  404
customers:unrestrict                 GET     in      404      404       404    200   404   200   404     404     404  404  404
customers:unrestrict                 POST    in      404      404       404    302   404   302   404     404     404  404  404
customers:break_glass                GET     in      404      404       404    200   404   200   200     200     200  404  404
customers:break_glass                POST    in      404      404       404    403   404   403   302     302     302  404  404
customers:emergency_accesses         GET     in      404      404       404    404   404   404   404     404     200  404  404
customers:emergency_accesses         POST    in      405      405       405    405   405   405   405     405     405  405  405
customers:emergency_access_review    GET     in      404      404       404    404   404   404   404     404     200  404  404
customers:emergency_access_review    POST    in      404      404       404    404   404   404   404     404     302  404  404
letters:safe_contact                 GET     in      404      404       404    200   404   200   200     200     404  404  404
letters:safe_contact                 POST    in      404      404       404    302   404   403   403     403     404  404  404

alerts:reconciliations               GET         in    404    404    404    200    200    200    200    200    404    200  404
alerts:reconciliations               POST        in    404    404    404    302    302    302    302    302    404    302  404
alerts:reconciliation                GET         in    404    404    404    200    200    200    200    200    404    200  404
alerts:reconciliation                POST        in    405    405    405    405    405    405    405    405    405    405  405
alerts:difference                    GET         in    404    404    404    200    404    200    200    200    404    404  404
alerts:difference                    POST        in    404    404    404    302    404    403    403    403    404    404  404
monitoring:contact_loads             GET         in    404    404    404    404    404    200    200    200    404    200  404
monitoring:contact_loads             POST        in    404    404    404    404    404    200    200    200    404    200  404
monitoring:equality                  GET         in    404    404    404    404    404    200    200    200    404    404  200
monitoring:equality                  POST        in    405    405    405    405    405    405    405    405    405    405  405
monitoring:equality_publish          GET         in    404    404    404    404    404    404    404    404    404    404  200
monitoring:equality_publish          POST        in    404    404    404    404    404    404    404    404    404    404  302
monitoring:equality_table            GET         in    404    404    404    404    404    200    200    200    404    404  200
monitoring:equality_table            POST        in    405    405    405    405    405    405    405    405    405    405  405
monitoring:equality_respond          GET         in    404    404    404    404    404    200    200    200    404    404  200
monitoring:equality_respond          POST        in    404    404    404    404    404    302    302    302    404    404  302
monitoring:characteristics_find      GET         in    404    404    404    404    404    404    404    404    404    404  200
monitoring:characteristics_find      POST        in    404    404    404    404    404    404    404    404    404    404  302
monitoring:characteristics_load      GET         in    404    404    404    404    404    404    404    404    404    404  200
monitoring:characteristics_load      POST        in    404    404    404    404    404    404    404    404    404    404  200
monitoring:characteristics           GET         in    404    404    404    404    404    404    404    404    404    404  200
monitoring:characteristics           POST        in    404    404    404    404    404    404    404    404    404    404  302
monitoring:high_contacts             GET         in    404    404    404    200    200    200    200    200    404    404  404
monitoring:high_contacts             POST        in    405    405    405    405    405    405    405    405    405    405  405
monitoring:strategy_start            GET         in    404    404    404    200    404    200    200    200    404    404  404
monitoring:strategy_start            POST        in    404    404    404    302    404    403    403    403    404    404  404
monitoring:strategy_review           GET        in    200    404    200    200    404    200    200    200    404    404    404
monitoring:strategy_review           POST       in    403    404    403    302    404    403    403    403    404    404    404
monitoring:strategy_end              GET        in    200    404    200    200    404    200    200    200    404    404    404
monitoring:strategy_end              POST       in    403    404    403    302    404    403    403    403    404    404    404
monitoring:strategy                  GET        in    200    404    200    200    404    200    200    200    404    404    404
monitoring:strategy                  POST       in    405    405    405    405    405    405    405    405    405    405    405
monitoring:contacts                  GET         in    404    404    404    200    404    200    200    200    404    404  404
monitoring:contacts                  POST        in    405    405    405    405    405    405    405    405    405    405  405
monitoring:contact_log               GET         in    404    404    404    200    404    200    200    200    404    404  404
monitoring:contact_log               POST        in    404    404    404    302    404    302    302    302    404    404  404
monitoring:contact_correct           GET         in    404    404    404    200    404    200    200    200    404    404  404
monitoring:contact_correct           POST        in    404    404    404    302    404    302    302    302    404    404  404
monitoring:contact_take_back         GET         in    404    404    404    200    404    200    200    200    404    404  404
monitoring:contact_take_back         POST        in    404    404    404    302    404    302    302    302    404    404  404
monitoring:picture                   GET     in      404      404       404    200   200   200   200     200     404  404  404
monitoring:picture                   POST    in      405      405       405    405   405   405   405     405     405  405  405
monitoring:picture_pdf               GET     in      404      404       404    200   200   200   200     200     404  404  404
monitoring:picture_pdf               POST    in      405      405       405    405   405   405   405     405     405  405  405
monitoring:picture_plot              GET     in      404      404       404    200   200   200   200     200     404  404  404
monitoring:picture_plot              POST    in      405      405       405    405   405   405   405     405     405  405  405
monitoring:all_alerts                GET     in      404      404       404    200   200   200   200     200     200  404  404
monitoring:all_alerts                POST    in      405      405       405    405   405   405   405     405     405  405  405
monitoring:all_alerts_csv            GET     in      404      404       404    200   200   200   200     200     200  404  404
monitoring:all_alerts_csv            POST    in      405      405       405    405   405   405   405     405     405  405  405
monitoring:all_alerts_xlsx           GET     in      404      404       404    200   200   200   200     200     200  404  404
monitoring:all_alerts_xlsx           POST    in      405      405       405    405   405   405   405     405     405  405  405
monitoring:curiosity                 GET     in      404      404       404    404   404   404   404     404     200  404  404
monitoring:curiosity                 POST    in      405      405       405    405   405   405   405     405     405  405  405

privacy:requests                     GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:requests                     POST    in      405      405       405    405   405   405   405     405     405  405  405
privacy:request_log                  GET     in      200      200       200    200   200   200   200     200     200  404  404
privacy:request_log                  POST    in      302      302       302    302   302   302   302     302     302  404  404
privacy:request                      GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:request                      POST    in      405      405       405    405   405   405   405     405     405  405  405
privacy:request_letter               GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:request_letter               POST    in      405      405       405    405   405   405   405     405     405  405  405
privacy:request_acknowledge          GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:request_acknowledge          POST    in      404      404       404    404   404   404   404     404     302  404  404
privacy:request_identity             GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:request_identity             POST    in      404      404       404    404   404   404   404     404     302  404  404
privacy:request_ask                  GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:request_ask                  POST    in      404      404       404    404   404   404   404     404     302  404  404
privacy:request_answer               GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:request_answer               POST    in      404      404       404    404   404   404   404     404     302  404  404
privacy:request_extend               GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:request_extend               POST    in      404      404       404    404   404   404   404     404     302  404  404
privacy:request_items                GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:request_items                POST    in      404      404       404    404   404   404   404     404     302  404  404
privacy:request_item                 GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:request_item                 POST    in      404      404       404    404   404   404   404     404     302  404  404
privacy:request_file                 GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:request_file                 POST    in      405      405       405    405   405   405   405     405     405  405  405
privacy:request_bundle               GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:request_bundle               POST    in      404      404       404    404   404   404   404     404     200  404  404
privacy:request_release              GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:request_release              POST    in      404      404       404    404   404   404   404     404     302  404  404
privacy:request_conclude             GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:request_conclude             POST    in      404      404       404    404   404   404   404     404     302  404  404
privacy:request_report               GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:request_report               POST    in      404      404       404    404   404   404   404     404     302  404  404
privacy:request_alert                GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:request_alert                POST    in      404      404       404    404   404   404   404     404     302  404  404
privacy:request_refuse               GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:request_refuse               POST    in      404      404       404    404   404   404   404     404     302  404  404
privacy:request_withdraw             GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:request_withdraw             POST    in      404      404       404    404   404   404   404     404     302  404  404
privacy:sharing                      GET     in      404      404       404    404   404   200   200     404     200  404  404
privacy:sharing                      POST    in      405      405       405    405   405   405   405     405     405  405  405
privacy:sharing_log                  GET     in      404      404       404    404   404   200   200     404     200  404  404
privacy:sharing_log                  POST    in      404      404       404    404   404   302   302     404     302  404  404
privacy:sharing_request              GET     in      404      404       404    404   404   200   200     404     200  404  404
privacy:sharing_request              POST    in      405      405       405    405   405   405   405     405     405  405  405
privacy:sharing_share                GET     in      404      404       404    404   404   200   200     404     200  404  404
privacy:sharing_share                POST    in      404      404       404    404   404   302   302     404     302  404  404
privacy:sharing_tell                 GET     in      404      404       404    404   404   200   200     404     200  404  404
privacy:sharing_tell                 POST    in      404      404       404    404   404   302   302     404     302  404  404
privacy:sharing_refuse               GET     in      404      404       404    404   404   200   200     404     200  404  404
privacy:sharing_refuse               POST    in      404      404       404    404   404   302   302     404     302  404  404
privacy:sharing_withdraw             GET     in      404      404       404    404   404   200   200     404     200  404  404
privacy:sharing_withdraw             POST    in      404      404       404    404   404   302   302     404     302  404  404
privacy:case_find                    GET     in      404      404        404     200  200   200  200   200        200 404  404
privacy:case_find                    POST    in      404      404        404     302  200   302  302   302        302 404  404
privacy:case_bundle                  GET     in      404      404        404     200  404   200  200   200        200 404  404
privacy:case_bundle                  POST    in      404      404        404     200  404   200  200   200        200 404  404
privacy:register                     GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:register                     POST    in      405      405       405    405   405   405   405     405     405  405  405
privacy:register_paper               GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:register_paper               POST    in      405      405       405    405   405   405   405     405     405  405  405
privacy:register_paper_pdf           GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:register_paper_pdf           POST    in      405      405       405    405   405   405   405     405     405  405  405
privacy:trail                        GET     in      404      404       404    404   404   404   404     404     200  200  404
privacy:trail                        POST    in      405      405       405    405   405   405   405     405     405  405  405
privacy:retention                    GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:retention                    POST    in      405      405       405    405   405   405   405     405     405  405  405
privacy:rules                        GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:rules                        POST    in      405      405       405    405   405   405   405     405     405  405  405
privacy:rules_change                 GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:rules_change                 POST    in      404      404       404    404   404   404   404     404     302  404  404
privacy:batches                      GET     in      404      404       404    404   404   200   200     404     200  404  404
privacy:batches                      POST    in      405      405       405    405   405   405   405     405     405  405  405
privacy:batch_propose                GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:batch_propose                POST    in      404      404       404    404   404   404   404     404     302  404  404
privacy:batch                        GET     in      404      404       404    404   404   200   200     404     200  404  404
privacy:batch                        POST    in      405      405       405    405   405   405   405     405     405  405  405
privacy:batch_take_out               GET     in      404      404       404    404   404   200   200     404     200  404  404
privacy:batch_take_out               POST    in      404      404       404    404   404   302   302     404     302  404  404
privacy:batch_confirm                GET     in      404      404       404    404   404   200   200     404     200  404  404
privacy:batch_confirm                POST    in      404      404       404    404   404   302   302     404     403  404  404
privacy:batch_decline                GET     in      404      404       404    404   404   200   200     404     200  404  404
privacy:batch_decline                POST    in      404      404       404    404   404   302   302     404     403  404  404
privacy:batch_withdraw               GET     in      404      404       404    404   404   200   200     404     200  404  404
privacy:batch_withdraw               POST    in      404      404       404    404   404   403   403     404     302  404  404
privacy:batch_certificate            GET     in      404      404       404    404   404   200   200     404     200  404  404
privacy:batch_certificate            POST    in      405      405       405    405   405   405   405     405     405  405  405
privacy:holds                        GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:holds                        POST    in      405      405       405    405   405   405   405     405     405  405  405
privacy:hold_place                   GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:hold_place                   POST    in      404      404       404    404   404   404   404     404     302  404  404
privacy:hold                         GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:hold                         POST    in      405      405       405    405   405   405   405     405     405  405  405
privacy:hold_review                  GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:hold_review                  POST    in      404      404       404    404   404   404   404     404     302  404  404
privacy:hold_end                     GET     in      404      404       404    404   404   404   404     404     200  404  404
privacy:hold_end                     POST    in      404      404       404    404   404   404   404     404     302  404  404

alerts:alert_types                   GET     in      404      404       404    404   404   404   404     404     404  200  404
alerts:alert_types                   POST    in      405      405       405    405   405   405   405     405     405  405  405
alerts:alert_type                    GET     in      404      404       404    404   404   404   404     404     404  200  404
alerts:alert_type                    POST    in      404      404       404    404   404   404   404     404     404  302  404
alerts:alert_type_confirm            GET     in      404      404       404    404   404   200   200     404     404  404  404
alerts:alert_type_confirm            POST    in      404      404       404    404   404   302   302     404     404  404  404
alerts:alert_type_add                GET     in      404      404       404    404   404   404   404     404     404  200  404
alerts:alert_type_add                POST    in      404      404       404    404   404   404   404     404     404  302  404
alerts:behaviours                    GET     in      404      404       404    404  404   404   404   404        404  200  404
alerts:behaviours                    POST    in      405      405       405    405  405   405   405   405        405  405  405
alerts:behaviour                     GET     in      404      404       404    404  404   404   404   404        404  200  404
alerts:behaviour                     POST    in      404      404       404    404  404   404   404   404        404  302  404
alerts:behaviour_add                 GET     in      404      404       404    404  404   404   404   404        404  200  404
alerts:behaviour_add                 POST    in      404      404       404    404  404   404   404   404        404  302  404
alerts:example                       GET     in      404      404       404    404  404   404   404   404        404  200  404
alerts:example                       POST    in      404      404       404    404  404   404   404   404        404  302  404
alerts:example_add                   GET     in      404      404       404    404  404   404   404   404        404  200  404
alerts:example_add                   POST    in      404      404       404    404  404   404   404   404        404  302  404

staff:own_password                   GET     in      200      200       200    200   200   200   200     200     200  200  200
staff:own_password                   POST    in      302      302       302    302   302   302   302     302     302  302  302
guides:guide                         GET     in      200      200       200    200   200   200   200     200     200  200  200
guides:guide                         POST    in      405      405       405    405   405   405   405     405     405  405  405
duties:told                          GET     in      200      200       200    200   200   200   200     200     200  200  200
duties:told                          POST    in      302      302       302    302   302   302   302     302     302  302  302
outbox:messages                      GET     in      404      404       404    404   404   404   404     404     404  200  404
outbox:messages                      POST    in      405      405       405    405   405   405   405     405     405  405  405
outbox:message                       GET     in      404      404       404    404   404   404   404     404     404  200  404
outbox:message                       POST    in      404      404       404    404   404   404   404     404     404  302  404
outbox:retry_all                     GET     in      404      404       404    404   404   404   404     404     404  200  404
outbox:retry_all                     POST    in      404      404       404    404   404   404   404     404     404  302  404
staff:organisations                  GET     in      404      404       404    404   404   404   404     404     404  200  404
staff:organisations                  POST    in      405      405       405    405   405   405   405     405     405  405  405
staff:organisation                   GET     in      404      404       404    404   404   404   404     404     404  200  404
staff:organisation                   POST    in      404      404       404    404   404   404   404     404     404  302  404
staff:organisation_confirm           GET     in      404      404       404    404   404   404   404     404     200  200  404
staff:organisation_confirm           POST    in      404      404       404    404   404   404   404     404     302  403  404
staff:colleagues                     GET     in      404      404       404    404   404   404   404     404     404  200  404
staff:colleagues                     POST    in      405      405       405    405   405   405   405     405     405  405  405
staff:colleague                      GET     in      404      404       404    404   404   404   404     404     404  200  404
staff:colleague                      POST    in      404      404       404    404   404   404   404     404     404  302  404
staff:colleague_add                  GET     in      404      404       404    404   404   404   404     404     404  200  404
staff:colleague_add                  POST    in      404      404       404    404   404   404   404     404     404  302  404
staff:colleague_password             GET     in      404      404       404    404   404   404   404     404     404  200  404
staff:colleague_password             POST    in      404      404       404    404   404   404   404     404     404  302  404
staff:absences                       GET      in      200     200        200       200   200  200  200   200        200  200  200
staff:absences                       POST     in      405     405        405       405   405  405  405   405        405  405  405
staff:absence_add                    GET      in      200     200        200       200   200  200  200   200        200  200  200
staff:absence_add                    POST     in      302     200        302       200   200  200  200   200        200  302  200
staff:absence                        GET      in      200     200        200       404   404  404  404   404        404  200  404
staff:absence                        POST     in      302     403        302       404   404  404  404   404        404  302  404
staff:absence_end                    GET      in      200     200        200       404   404  404  404   404        404  200  404
staff:absence_end                    POST     in      302     403        302       404   404  404  404   404        404  302  404
staff:hand_over                      GET      in      404     404        200       404   404  200  404   404        404  200  404
staff:hand_over                      POST     in      404     404        302       404   404  302  404   404        404  302  404
staff:grants                         GET     in      404      404       404    404   404   200   200     404     200  200  404
staff:grants                         POST    in      405      405       405    405   405   405   405     405     405  405  405
staff:grant_confirm                  GET     in      404      404       404    404   404   404   404     404     200  200  404
staff:grant_confirm                  POST    in      404      404       404    404   404   404   404     404     302  403  404
staff:grant_refuse                   GET     in      404      404       404    404   404   404   404     404     200  200  404
staff:grant_refuse                   POST    in      404      404       404    404   404   404   404     404     302  302  404
"""

ADMIN = """
                                           stranger officer contractor manager lead lead2 head head2 leadership dpo admin equality

admin:index                          GET     in      404      404       404    404   404   404   404     404     200  404  404
admin:app_list                       GET     in      404      404       404    404   404   404   404     404     200  404  404
admin:*_changelist                   GET     in      404      404       404    404   404   404   404     404     200  404  404
admin:*_change                       GET     in      404      404       404    404   404   404   404     404     200  404  404
admin:*_change                       POST    in      404      404       404    404   404   404   404     404     403  404  404
admin:*_export                       GET     in      404      404       404    404   404   404   404     404     200  404  404
admin:*_history                      GET     in      404      404       404    404   404   404   404     404     200  404  404
admin:*_add                          GET     in      404      404       404    404   404   404   404     404     403  404  404
admin:*_add                          POST    in      404      404       404    404   404   404   404     404     403  404  404
admin:*_delete                       GET     in      404      404       404    404   404   404   404     404     403  404  404
admin:*_delete                       POST    in      404      404       404    404   404   404   404     404     403  404  404
"""
"""The audit site: one line for what each of its models has. What Django adds beside is in ``ADMIN_INTERNALS``."""

ADMIN_INTERNALS = {
    "admin:login": "sends a stranger to the service's own sign-in page; nobody else finds it",
    "admin:logout": "signs out",
    "admin:password_change": "the colleague's own password",
    "admin:password_change_done": "says that it was changed",
    "admin:jsi18n": "words for the admin's scripts",
    "admin:autocomplete": "answers none of our pages",
    "admin:view_on_site": "leads to a record's page, which asks who reads it",
    "admin:None": "sends an address without its last slash to the one with it",
}


def rows(table: str) -> dict[tuple[str, str], dict[str, str]]:
    """What each role gets, by address and method."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    head, *lines = filter(str.strip, table.splitlines())
    assert head.split() == ROLES
    for line in lines:
        name, method, *cells = line.split()
        assert len(cells) == len(ROLES), line
        assert (name, method) not in found, f"two rows for {name} {method}"
        found[name, method] = dict(zip(ROLES, cells, strict=True))
    return found
