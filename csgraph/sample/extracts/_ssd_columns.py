"""Field names of the case tables, as the Standard Safeguarding Dataset publishes them."""

CONTACTS = (
    "cont_contact_id",
    "cont_person_id",
    "cont_contact_date",
    "cont_contact_source_code",
    "cont_contact_source_desc",
    "cont_contact_outcome_json",
)
EARLY_HELP = (
    "earl_episode_id",
    "earl_person_id",
    "earl_episode_start_date",
    "earl_episode_end_date",
    "earl_episode_reason",
    "earl_episode_end_reason",
    "earl_episode_organisation",
    "earl_episode_worker_id",
)
EPISODES = (
    "cine_referral_id",
    "cine_person_id",
    "cine_referral_date",
    "cine_cin_primary_need_code",
    "cine_referral_source_code",
    "cine_referral_source_desc",
    "cine_referral_outcome_json",
    "cine_referral_nfa",
    "cine_close_reason",
    "cine_close_date",
    "cine_referral_team",
    "cine_referral_worker_id",
)
ASSESSMENTS = (
    "cina_assessment_id",
    "cina_person_id",
    "cina_referral_id",
    "cina_assessment_start_date",
    "cina_assessment_child_seen",
    "cina_assessment_auth_date",
    "cina_assessment_outcome_json",
    "cina_assessment_outcome_nfa",
    "cina_assessment_team",
    "cina_assessment_worker_id",
)
FACTORS = ("cinf_table_id", "cinf_assessment_id", "cinf_assessment_factors_json")
CIN_PLANS = (
    "cinp_cin_plan_id",
    "cinp_referral_id",
    "cinp_person_id",
    "cinp_cin_plan_start_date",
    "cinp_cin_plan_end_date",
    "cinp_cin_plan_team",
    "cinp_cin_plan_worker_id",
)
CP_PLANS = (
    "cppl_cp_plan_id",
    "cppl_referral_id",
    "cppl_icpc_id",
    "cppl_person_id",
    "cppl_cp_plan_start_date",
    "cppl_cp_plan_end_date",
    "cppl_cp_plan_initial_category",
    "cppl_cp_plan_ola",
    "cppl_cp_plan_latest_category",
)
CARE = (
    "clae_cla_episode_id",
    "clae_person_id",
    "clae_cla_episode_start_date",
    "clae_cla_episode_start_reason",
    "clae_cla_primary_need_code",
    "clae_cla_episode_ceased_date",
    "clae_cla_episode_ceased_reason",
    "clae_cla_id",
    "clae_referral_id",
    "clae_cla_placement_id",
    "clae_entered_care_date",
    "clae_cla_last_iro_contact_date",
)
PLACEMENTS = (
    "clap_cla_placement_id",
    "clap_cla_placement_start_date",
    "clap_cla_placement_type",
    "clap_cla_placement_urn",
    "clap_cla_placement_distance",
    "clap_cla_id",
    "clap_cla_placement_provider",
    "clap_cla_placement_postcode",
    "clap_cla_placement_end_date",
    "clap_cla_placement_change_reason",
    "clap_person_id",
)
MISSING = (
    "miss_table_id",
    "miss_person_id",
    "miss_missing_episode_start_date",
    "miss_missing_episode_type",
    "miss_missing_episode_end_date",
    "miss_missing_rhi_offered",
    "miss_missing_rhi_accepted",
)
ENQUIRIES = (
    "s47e_s47_enquiry_id",
    "s47e_referral_id",
    "s47e_person_id",
    "s47e_s47_start_date",
    "s47e_s47_end_date",
    "s47e_s47_nfa",
    "s47e_s47_outcome_json",
    "s47e_s47_completed_by_worker_id",
    "s47e_s47_completed_by_team",
)
CONFERENCES = (
    "icpc_icpc_id",
    "icpc_icpc_meeting_id",
    "icpc_s47_enquiry_id",
    "icpc_person_id",
    "icpc_cp_plan_id",
    "icpc_referral_id",
    "icpc_icpc_transfer_in",
    "icpc_icpc_target_date",
    "icpc_icpc_date",
    "icpc_icpc_outcome_cp_flag",
    "icpc_icpc_outcome_json",
    "icpc_icpc_team",
    "icpc_icpc_worker_id",
)
