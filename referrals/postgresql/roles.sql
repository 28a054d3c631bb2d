-- What each of the portal's processes may do in its database: decision 28. Run it as the owner of the tables, in one
-- transaction, after every `manage.py migrate`:
--
--   psql --single-transaction --set ON_ERROR_STOP=1 --file referrals/postgresql/roles.sql "$PORTAL_OWNER_URL"
--
-- and the first time give each a password: ALTER ROLE portal_public PASSWORD '…';
-- A table of referrals that is not named here is nobody's but the owner's.

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['portal_public', 'portal_cms', 'portal_staff', 'portal_worker'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOINHERIT', name);
    END IF;
  END LOOP;
END $$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO portal_public, portal_cms, portal_staff, portal_worker;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM portal_public, portal_cms, portal_staff, portal_worker;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO portal_public, portal_cms, portal_staff, portal_worker;

-- All but referrals and sessions: families' and editors' processes write it, the staff's read it.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO portal_public, portal_cms;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO portal_staff, portal_worker;
GRANT INSERT, UPDATE, DELETE ON notices_notice TO portal_staff, portal_worker;
GRANT INSERT, UPDATE ON portal_workerturn TO portal_worker;
GRANT INSERT, UPDATE, DELETE ON mfa_authenticator TO portal_staff;
GRANT UPDATE ON auth_user TO portal_staff;

DO $$
DECLARE name text;
BEGIN
  -- How often somebody tried to sign in; the worker forgets it.
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'axes\_%' LOOP
    EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %I TO portal_staff', name);
    EXECUTE format('GRANT DELETE ON %I TO portal_worker', name);
  END LOOP;
  -- Referrals: nothing, row by row and table by table, until something is granted below.
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'referrals\_%' LOOP
    EXECUTE format('REVOKE ALL ON %I FROM portal_public, portal_cms, portal_staff, portal_worker', name);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;

DO $$
DECLARE policy record;
BEGIN
  FOR policy IN SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public' AND policyname LIKE 'portal:%' LOOP
    EXECUTE format('DROP POLICY %I ON %I', policy.policyname, policy.tablename);
  END LOOP;
END $$;

-- Who asks: the staff's process says so at the start of each request.
CREATE OR REPLACE FUNCTION portal_user() RETURNS bigint LANGUAGE sql STABLE
  AS $$ SELECT nullif(current_setting('portal.user_id', true), '')::bigint $$;

-- Whose password was right, and who is nobody yet.
CREATE OR REPLACE FUNCTION portal_who_signs_in() RETURNS bigint LANGUAGE sql STABLE
  AS $$ SELECT nullif(current_setting('portal.signing_in_id', true), '')::bigint $$;

-- Whether somebody is in a team, for those who may not read the teams' members.
CREATE OR REPLACE FUNCTION portal_is_team_member(id bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT EXISTS (SELECT FROM referrals_team_members WHERE user_id = $1) $$;

-- Sessions: a table for each, since whoever can read a session can be who it is.
CREATE SCHEMA IF NOT EXISTS portal_cms_own;
CREATE SCHEMA IF NOT EXISTS portal_staff_own;
CREATE TABLE IF NOT EXISTS portal_cms_own.django_session (LIKE public.django_session INCLUDING ALL);
CREATE TABLE IF NOT EXISTS portal_staff_own.django_session (LIKE public.django_session INCLUDING ALL);
REVOKE ALL ON public.django_session FROM portal_cms, portal_staff, portal_worker;
GRANT USAGE ON SCHEMA portal_cms_own TO portal_cms;
GRANT USAGE ON SCHEMA portal_staff_own TO portal_staff;
GRANT SELECT, INSERT, UPDATE, DELETE ON portal_cms_own.django_session TO portal_cms;
GRANT SELECT, INSERT, UPDATE, DELETE ON portal_staff_own.django_session TO portal_staff;
ALTER ROLE portal_cms SET search_path = portal_cms_own, public;
ALTER ROLE portal_staff SET search_path = portal_staff_own, public;

-- Accounts: families' process makes no staff, the editors' touches no member of a team, nor either their second factors.
ALTER TABLE auth_user ENABLE ROW LEVEL SECURITY;
CREATE POLICY "portal: who there is" ON auth_user FOR SELECT USING (true);
CREATE POLICY "portal: people of groups" ON auth_user TO portal_public
  USING (NOT is_staff AND NOT is_superuser AND NOT portal_is_team_member(id))
  WITH CHECK (NOT is_staff AND NOT is_superuser AND NOT portal_is_team_member(id));
CREATE POLICY "portal: editors" ON auth_user TO portal_cms
  USING (NOT portal_is_team_member(id)) WITH CHECK (NOT portal_is_team_member(id));
CREATE POLICY "portal: members of teams" ON auth_user FOR UPDATE TO portal_staff
  USING (portal_is_team_member(id)) WITH CHECK (portal_is_team_member(id) AND NOT is_superuser);
ALTER TABLE mfa_authenticator ENABLE ROW LEVEL SECURITY;
CREATE POLICY "portal: not of members of teams" ON mfa_authenticator TO portal_public, portal_cms
  USING (NOT portal_is_team_member(user_id)) WITH CHECK (NOT portal_is_team_member(user_id));
CREATE POLICY "portal: of members of teams" ON mfa_authenticator TO portal_staff
  USING (portal_is_team_member(user_id)) WITH CHECK (portal_is_team_member(user_id));

-- The record's last entry, as far as the next one has to know it, whosever it is.
CREATE OR REPLACE FUNCTION portal_last_link() RETURNS TABLE (number bigint, hash varchar) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT number, hash FROM referrals_auditentry ORDER BY number DESC LIMIT 1 $$;
REVOKE ALL ON FUNCTION portal_last_link() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_last_link() TO portal_public, portal_staff, portal_worker;

-- A number far ahead would leave none for whoever comes next.
CREATE OR REPLACE FUNCTION portal_is_next(number bigint) RETURNS boolean LANGUAGE sql STABLE
  AS $$ SELECT $1 = 1 + coalesce((SELECT last.number FROM portal_last_link() last), 0) $$;

-- Teams.
GRANT SELECT ON referrals_team TO portal_public, portal_staff, portal_worker;
GRANT UPDATE (public_key) ON referrals_team TO portal_worker;
GRANT SELECT ON referrals_team_members TO portal_staff, portal_worker;
CREATE POLICY "portal: teams" ON referrals_team FOR SELECT TO portal_public, portal_staff USING (true);
CREATE POLICY "portal: teams' keys" ON referrals_team TO portal_worker USING (true);
CREATE POLICY "portal: members" ON referrals_team_members FOR SELECT TO portal_staff, portal_worker USING (true);

-- Families' process: it stores a referral and reads none. It finds a reference again by the key that only the family's
-- draft and its own memory know.
GRANT INSERT, SELECT (reference, idempotency_key) ON referrals_referral TO portal_public;
GRANT INSERT ON referrals_sealedkey TO portal_public;
GRANT INSERT ON referrals_auditentry TO portal_public;
GRANT INSERT ON referrals_tally TO portal_public;
CREATE POLICY "portal: sent" ON referrals_referral FOR INSERT TO portal_public
  WITH CHECK (state = 'new' AND acknowledged_at IS NULL AND closed_at IS NULL AND erased_at IS NULL);
CREATE POLICY "portal: sent before" ON referrals_referral FOR SELECT TO portal_public
  USING (idempotency_key::text = current_setting('portal.idempotency_key', true));
CREATE POLICY "portal: sealed" ON referrals_sealedkey FOR INSERT TO portal_public WITH CHECK (true);
CREATE POLICY "portal: slips" ON referrals_tally FOR INSERT TO portal_public WITH CHECK (true);
CREATE POLICY "portal: received" ON referrals_auditentry FOR INSERT TO portal_public
  WITH CHECK (actor_id IS NULL AND verb = 'received' AND portal_is_next(number));

-- What is happening with a referral, for whoever has its reference and its code: no more than that.
CREATE OR REPLACE FUNCTION portal_progress(key bytea) RETURNS TABLE (is_new boolean, is_tried boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$
    SELECT state = 'new', state = 'tried_to_reach' OR outcome = 'not_reached'
    FROM referrals_referral WHERE status_key = $1
  $$;
REVOKE ALL ON FUNCTION portal_progress(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_progress(bytea) TO portal_public;

-- How often referrals are sent: names are hashes.
GRANT SELECT, INSERT, UPDATE, DELETE ON referrals_bucket TO portal_public;
GRANT SELECT, DELETE ON referrals_bucket TO portal_worker;
CREATE POLICY "portal: buckets" ON referrals_bucket TO portal_public, portal_worker USING (true) WITH CHECK (true);
-- Files that families add: their process stores them, takes out what was not sent, and reads none.
GRANT SELECT, INSERT, DELETE, UPDATE (referral_id, count, scanned_at) ON referrals_attachment TO portal_public;
GRANT SELECT (id, attachment_id), INSERT, DELETE ON referrals_attachmentpiece TO portal_public;
CREATE POLICY "portal: which there are" ON referrals_attachment FOR SELECT TO portal_public USING (true);
CREATE POLICY "portal: added" ON referrals_attachment FOR INSERT TO portal_public WITH CHECK (referral_id IS NULL);
CREATE POLICY "portal: sent" ON referrals_attachment FOR UPDATE TO portal_public
  USING (referral_id IS NULL) WITH CHECK (true);
CREATE POLICY "portal: taken out" ON referrals_attachment FOR DELETE TO portal_public USING (referral_id IS NULL);
CREATE POLICY "portal: which there are" ON referrals_attachmentpiece FOR SELECT TO portal_public USING (true);
CREATE POLICY "portal: added" ON referrals_attachmentpiece FOR INSERT TO portal_public
  WITH CHECK (EXISTS (SELECT FROM referrals_attachment file WHERE file.id = attachment_id AND file.referral_id IS NULL));
CREATE POLICY "portal: taken out" ON referrals_attachmentpiece FOR DELETE TO portal_public
  USING (EXISTS (SELECT FROM referrals_attachment file WHERE file.id = attachment_id AND file.referral_id IS NULL));

-- The staff's process: the rows of the teams of whoever asks.
CREATE POLICY "portal: own teams'" ON referrals_referral TO portal_staff
  USING (team_id IN (SELECT team_id FROM referrals_team_members WHERE user_id = portal_user()));
GRANT SELECT ON referrals_referral TO portal_staff;
GRANT SELECT, INSERT, DELETE ON referrals_sealedkey TO portal_staff;
GRANT SELECT, INSERT ON referrals_auditentry TO portal_staff;
CREATE POLICY "portal: own teams'" ON referrals_sealedkey TO portal_staff
  USING (EXISTS (SELECT FROM referrals_referral referral WHERE referral.id = referral_id));
CREATE POLICY "portal: own teams'" ON referrals_auditentry FOR SELECT TO portal_staff
  USING (
    EXISTS (SELECT FROM referrals_referral referral WHERE referral.id = referral_id)
    OR referral_id IS NULL AND actor_id = portal_user()
  );
CREATE POLICY "portal: own deeds" ON referrals_auditentry FOR INSERT TO portal_staff
  WITH CHECK (
    portal_is_next(number) AND actor_id = portal_user()
    AND EXISTS (SELECT FROM referrals_referral referral WHERE referral.id = referral_id)
  );
CREATE POLICY "portal: own sign-ins" ON referrals_auditentry FOR INSERT TO portal_staff
  WITH CHECK (
    portal_is_next(number) AND actor_id IN (portal_user(), portal_who_signs_in())
    AND referral_id IS NULL AND verb IN ('signed_in', 'changed_sign_in')
  );
GRANT SELECT, INSERT ON referrals_note TO portal_staff;
CREATE POLICY "portal: own teams'" ON referrals_note FOR SELECT TO portal_staff
  USING (EXISTS (SELECT FROM referrals_referral referral WHERE referral.id = referral_id));
CREATE POLICY "portal: own words" ON referrals_note FOR INSERT TO portal_staff
  WITH CHECK (
    author_id = portal_user() AND EXISTS (SELECT FROM referrals_referral referral WHERE referral.id = referral_id)
  );

-- Figures of months that are over: of nobody in particular, so every member's.
GRANT SELECT ON referrals_figure TO portal_staff;
CREATE POLICY "portal: figures" ON referrals_figure FOR SELECT TO portal_staff USING (true);
GRANT SELECT, UPDATE (scanned_at, infected) ON referrals_attachment TO portal_staff;
GRANT SELECT ON referrals_attachmentpiece TO portal_staff;
CREATE POLICY "portal: own teams'" ON referrals_attachment TO portal_staff
  USING (EXISTS (SELECT FROM referrals_referral referral WHERE referral.id = referral_id));
CREATE POLICY "portal: own teams'" ON referrals_attachmentpiece FOR SELECT TO portal_staff
  USING (EXISTS (SELECT FROM referrals_attachment file WHERE file.id = attachment_id));

DO $$
DECLARE name text;
BEGIN
  -- A team changes what it did with a referral: neither what it is, nor what the family told, nor whose it is.
  FOR name IN SELECT column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = 'referrals_referral' AND column_name NOT IN
      ('id', 'reference', 'idempotency_key', 'team_id', 'received_at', 'erased_at', 'box', 'status_key') LOOP
    EXECUTE format('GRANT UPDATE (%I) ON referrals_referral TO portal_staff', name);
  END LOOP;
END $$;

-- To give a referral away is to lose sight of it, which no policy lets anybody do: this does that, and only that.
CREATE OR REPLACE FUNCTION portal_hand_over(referral uuid, to_team bigint) RETURNS boolean LANGUAGE sql SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$
    WITH given AS (
      UPDATE referrals_referral SET team_id = $2, state = 'new', acknowledged_at = NULL
      WHERE id = $1 AND erased_at IS NULL AND closed_at IS NULL
        AND team_id IN (SELECT team_id FROM referrals_team_members WHERE user_id = portal_user())
      RETURNING 1
    )
    SELECT EXISTS (SELECT FROM given)
  $$;
REVOKE ALL ON FUNCTION portal_hand_over(uuid, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_hand_over(uuid, bigint) TO portal_staff;

-- What nobody took up in time: of the asking person's teams, and at the front door of all, how many and no more.
CREATE OR REPLACE FUNCTION portal_alarms(at timestamptz) RETURNS TABLE (team_id bigint, waiting bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$
    SELECT referral.team_id, count(*) FROM referrals_referral referral
    WHERE referral.state = 'new' AND referral.alarm_at <= $1 AND EXISTS (
      SELECT FROM referrals_team_members member JOIN referrals_team team ON team.id = member.team_id
      WHERE member.user_id = portal_user() AND (team.is_front_door OR team.id = referral.team_id)
    )
    GROUP BY referral.team_id
  $$;
REVOKE ALL ON FUNCTION portal_alarms(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_alarms(timestamptz) TO portal_staff;

-- The editors' process: whom the questionnaire may name, and what keeps them from receiving.
CREATE OR REPLACE FUNCTION portal_receivers()
  RETURNS TABLE (key varchar, name varchar, is_front_door boolean, has_key boolean, people bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$
    SELECT team.key, team.name, team.is_front_door, team.public_key <> '', count(person.id) FROM referrals_team team
    LEFT JOIN referrals_team_members member ON member.team_id = team.id
    LEFT JOIN auth_user person ON person.id = member.user_id AND person.is_active
    GROUP BY team.id ORDER BY team.name
  $$;
REVOKE ALL ON FUNCTION portal_receivers() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_receivers() TO portal_cms;

-- The staff's worker: it seals anew, alarms, counts and forgets, whosever it is.
GRANT SELECT, UPDATE ON referrals_referral TO portal_worker;
GRANT SELECT, INSERT, DELETE ON referrals_sealedkey TO portal_worker;
GRANT SELECT, INSERT ON referrals_auditentry TO portal_worker;
GRANT SELECT, DELETE ON referrals_note TO portal_worker;
CREATE POLICY "portal: all" ON referrals_referral TO portal_worker USING (true);
CREATE POLICY "portal: all" ON referrals_sealedkey TO portal_worker USING (true);
CREATE POLICY "portal: all" ON referrals_auditentry TO portal_worker USING (true);
GRANT SELECT, UPDATE, DELETE ON referrals_tally TO portal_worker;
GRANT SELECT, INSERT ON referrals_figure TO portal_worker;
CREATE POLICY "portal: all" ON referrals_note TO portal_worker USING (true);
CREATE POLICY "portal: all" ON referrals_tally TO portal_worker USING (true);
CREATE POLICY "portal: all" ON referrals_figure TO portal_worker USING (true);
GRANT SELECT, UPDATE (scanned_at, infected), DELETE ON referrals_attachment TO portal_worker;
GRANT SELECT, DELETE ON referrals_attachmentpiece TO portal_worker;
CREATE POLICY "portal: all" ON referrals_attachment TO portal_worker USING (true);
CREATE POLICY "portal: all" ON referrals_attachmentpiece TO portal_worker USING (true);
