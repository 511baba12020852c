BEGIN TRANSACTION;
CREATE TABLE attempt (
	id VARCHAR(32) NOT NULL, 
	learner_id VARCHAR(64) NOT NULL, 
	at DATETIME NOT NULL, 
	app VARCHAR(32) NOT NULL, 
	session_id VARCHAR(32) NOT NULL, 
	question_id VARCHAR(200) NOT NULL, 
	fact_id VARCHAR(200) NOT NULL, 
	concept_id VARCHAR(64) NOT NULL, 
	study_day DATE NOT NULL, 
	chosen VARCHAR(32) NOT NULL, 
	correct BOOLEAN NOT NULL, 
	confidence VARCHAR(8) NOT NULL, 
	misconceptions VARCHAR(400) NOT NULL, 
	first BOOLEAN NOT NULL, 
	generated BOOLEAN NOT NULL, 
	ms INTEGER NOT NULL, 
	language VARCHAR(8) NOT NULL, 
	content_hash VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_attempt PRIMARY KEY (id), 
	CONSTRAINT fk_attempt_learner_id_learner FOREIGN KEY(learner_id) REFERENCES learner (id)
);
INSERT INTO "attempt" VALUES('01a1f82f1e8073b585338fb99b17d42b','me','2026-11-20 09:00:00.000000','0.1.0','01a1f82f1e8073998902fb3a58509ff9','s3-standard-ia.q1','s3-standard-ia.what','s3-standard-ia','2026-11-20','[1]',0,'sure','ia-one',1,0,9000,'ko','y');
CREATE TABLE card_state (
	learner_id VARCHAR(64) NOT NULL, 
	card_id VARCHAR(200) NOT NULL, 
	phase VARCHAR(16) NOT NULL, 
	step INTEGER NOT NULL, 
	stability FLOAT, 
	difficulty FLOAT, 
	due_at DATETIME, 
	due_day DATE, 
	last_day DATE, 
	reps INTEGER NOT NULL, 
	lapses INTEGER NOT NULL, 
	suspended BOOLEAN NOT NULL, 
	flagged BOOLEAN NOT NULL, 
	buried_on DATE, 
	algo VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_card_state PRIMARY KEY (learner_id, card_id), 
	CONSTRAINT fk_card_state_learner_id_learner FOREIGN KEY(learner_id) REFERENCES learner (id)
);
INSERT INTO "card_state" VALUES('me','s3-standard-ia.what','review',0,3.6167358307340748524e+01,2.09745542875244028735e+00,NULL,'2026-12-16','2026-11-10',4,0,1,0,NULL,'fsrs-6');
INSERT INTO "card_state" VALUES('me','s3-standard-ia.what-back','review',0,3.6167358307340748524e+01,2.09745542875244028735e+00,NULL,'2026-12-16','2026-11-10',4,0,0,0,NULL,'fsrs-6');
INSERT INTO "card_state" VALUES('me','ec2-spot.price','relearning',0,1.5966595575089643777e+00,7.38997578801460885955e+00,'2026-11-10 10:12:00.000000',NULL,'2026-11-10',4,1,0,0,NULL,'fsrs-6');
CREATE TABLE day_count (
	learner_id VARCHAR(64) NOT NULL, 
	study_day DATE NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	phase VARCHAR(16) NOT NULL, 
	rating INTEGER NOT NULL, 
	count INTEGER NOT NULL, 
	ms INTEGER NOT NULL, 
	CONSTRAINT pk_day_count PRIMARY KEY (learner_id, study_day, kind, phase, rating), 
	CONSTRAINT fk_day_count_learner_id_learner FOREIGN KEY(learner_id) REFERENCES learner (id)
);
INSERT INTO "day_count" VALUES('me','2026-11-01','review','new',3,3,15000);
INSERT INTO "day_count" VALUES('me','2026-11-01','review','learning',3,3,15000);
INSERT INTO "day_count" VALUES('me','2026-11-04','review','review',3,3,15000);
INSERT INTO "day_count" VALUES('me','2026-11-10','review','review',3,2,10000);
INSERT INTO "day_count" VALUES('me','2026-11-10','review','review',1,1,5000);
INSERT INTO "day_count" VALUES('me','2026-11-20','attempt','sure',1,1,9000);
CREATE TABLE learner (
	id VARCHAR(64) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_learner PRIMARY KEY (id)
);
INSERT INTO "learner" VALUES('me','2026-11-20 09:00:00.000000');
CREATE TABLE mark (
	id VARCHAR(32) NOT NULL, 
	learner_id VARCHAR(64) NOT NULL, 
	at DATETIME NOT NULL, 
	app VARCHAR(32) NOT NULL, 
	item_id VARCHAR(200) NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	study_day DATE NOT NULL, 
	CONSTRAINT pk_mark PRIMARY KEY (id), 
	CONSTRAINT fk_mark_learner_id_learner FOREIGN KEY(learner_id) REFERENCES learner (id)
);
INSERT INTO "mark" VALUES('01a1f82f1e8073998902fb3a58509ff8','me','2026-11-20 09:00:00.000000','0.1.0','s3-standard-ia.what','suspend','2026-11-20');
CREATE TABLE prediction (
	id VARCHAR(32) NOT NULL, 
	learner_id VARCHAR(64) NOT NULL, 
	at DATETIME NOT NULL, 
	app VARCHAR(32) NOT NULL, 
	model VARCHAR(64) NOT NULL, 
	scenario VARCHAR(64) NOT NULL, 
	fact_id VARCHAR(200) NOT NULL, 
	study_day DATE NOT NULL, 
	chosen VARCHAR(64) NOT NULL, 
	correct BOOLEAN, 
	misconception VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_prediction PRIMARY KEY (id), 
	CONSTRAINT fk_prediction_learner_id_learner FOREIGN KEY(learner_id) REFERENCES learner (id)
);
INSERT INTO "prediction" VALUES('01a1f82f1e8073b585338fb99b17d42c','me','2026-11-20 09:00:00.000000','0.1.0','s3_lifecycle','a','s3-standard-ia.what','2026-11-20','x',1,'');
CREATE TABLE quiz_session (
	id VARCHAR(32) NOT NULL, 
	learner_id VARCHAR(64) NOT NULL, 
	at DATETIME NOT NULL, 
	app VARCHAR(32) NOT NULL, 
	topics TEXT NOT NULL, 
	item_ids TEXT NOT NULL, 
	seed INTEGER NOT NULL, 
	CONSTRAINT pk_quiz_session PRIMARY KEY (id), 
	CONSTRAINT fk_quiz_session_learner_id_learner FOREIGN KEY(learner_id) REFERENCES learner (id)
);
INSERT INTO "quiz_session" VALUES('01a1f82f1e8073998902fb3a58509ff9','me','2026-11-20 09:00:00.000000','0.1.0','s3-standard-ia','["s3-standard-ia.q1", "s3-standard-ia.q2"]',7);
CREATE TABLE review (
	id VARCHAR(32) NOT NULL, 
	learner_id VARCHAR(64) NOT NULL, 
	at DATETIME NOT NULL, 
	app VARCHAR(32) NOT NULL, 
	card_id VARCHAR(200) NOT NULL, 
	fact_id VARCHAR(200) NOT NULL, 
	study_day DATE NOT NULL, 
	delta_days INTEGER NOT NULL, 
	rating INTEGER NOT NULL, 
	phase VARCHAR(16) NOT NULL, 
	ms INTEGER NOT NULL, 
	algo VARCHAR(32) NOT NULL, 
	content_hash VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_review PRIMARY KEY (id), 
	CONSTRAINT ck_review_rating CHECK (rating between 1 and 4), 
	CONSTRAINT ck_review_delta_days CHECK (delta_days >= 0), 
	CONSTRAINT fk_review_learner_id_learner FOREIGN KEY(learner_id) REFERENCES learner (id)
);
INSERT INTO "review" VALUES('01a196564a807681b49b31be7100f842','me','2026-11-01 09:00:00.000000','0.1.0','s3-standard-ia.what','s3-standard-ia.what','2026-11-01',0,3,'new',5000,'fsrs-6','x');
INSERT INTO "review" VALUES('01a196689a00740e8f7e7acd10a893f5','me','2026-11-01 09:20:00.000000','0.1.0','s3-standard-ia.what','s3-standard-ia.what','2026-11-01',0,3,'learning',5000,'fsrs-6','x');
INSERT INTO "review" VALUES('01a1a5edfd80718fb56fb3dcaea0487b','me','2026-11-04 09:40:00.000000','0.1.0','s3-standard-ia.what','s3-standard-ia.what','2026-11-04',3,3,'review',5000,'fsrs-6','x');
INSERT INTO "review" VALUES('01a1c4e6750077f5944217fa0f52fbd1','me','2026-11-10 10:00:00.000000','0.1.0','s3-standard-ia.what','s3-standard-ia.what','2026-11-10',6,3,'review',5000,'fsrs-6','x');
INSERT INTO "review" VALUES('01a1c4e6750077f5944217fa0f52fbd2','me','2026-11-01 09:01:00.000000','0.1.0','s3-standard-ia.what-back','s3-standard-ia.what','2026-11-01',0,3,'new',5000,'fsrs-6','x');
INSERT INTO "review" VALUES('01a1c4e6750077f5944217fa0f52fbd3','me','2026-11-01 09:21:00.000000','0.1.0','s3-standard-ia.what-back','s3-standard-ia.what','2026-11-01',0,3,'learning',5000,'fsrs-6','x');
INSERT INTO "review" VALUES('01a1c4e6750077f5944217fa0f52fbd4','me','2026-11-04 09:41:00.000000','0.1.0','s3-standard-ia.what-back','s3-standard-ia.what','2026-11-04',3,3,'review',5000,'fsrs-6','x');
INSERT INTO "review" VALUES('01a1c4e75f607362a69f78b3bfbec412','me','2026-11-10 10:01:00.000000','0.1.0','s3-standard-ia.what-back','s3-standard-ia.what','2026-11-10',6,3,'review',5000,'fsrs-6','x');
INSERT INTO "review" VALUES('01a1c4e75f607362a69f78b3bfbec413','me','2026-11-01 09:02:00.000000','0.1.0','ec2-spot.price','ec2-spot.price','2026-11-01',0,3,'new',5000,'fsrs-6','x');
INSERT INTO "review" VALUES('01a1c4e75f607362a69f78b3bfbec414','me','2026-11-01 09:22:00.000000','0.1.0','ec2-spot.price','ec2-spot.price','2026-11-01',0,3,'learning',5000,'fsrs-6','x');
INSERT INTO "review" VALUES('01a1c4e75f607362a69f78b3bfbec415','me','2026-11-04 09:42:00.000000','0.1.0','ec2-spot.price','ec2-spot.price','2026-11-04',3,3,'review',5000,'fsrs-6','x');
INSERT INTO "review" VALUES('01a1c4e849c0708c9451c3f64a19ef85','me','2026-11-10 10:02:00.000000','0.1.0','ec2-spot.price','ec2-spot.price','2026-11-10',6,1,'review',5000,'fsrs-6','x');
CREATE TABLE schema_version (
	version INTEGER NOT NULL, 
	app VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_schema_version PRIMARY KEY (version)
);
INSERT INTO "schema_version" VALUES(1,'0.1.0','2026-11-20 09:00:00.000000');
CREATE TABLE sim_run (
	id VARCHAR(32) NOT NULL, 
	learner_id VARCHAR(64) NOT NULL, 
	at DATETIME NOT NULL, 
	app VARCHAR(32) NOT NULL, 
	model VARCHAR(64) NOT NULL, 
	scenario VARCHAR(64) NOT NULL, 
	study_day DATE NOT NULL, 
	script TEXT NOT NULL, 
	goal_reached BOOLEAN NOT NULL, 
	CONSTRAINT pk_sim_run PRIMARY KEY (id), 
	CONSTRAINT fk_sim_run_learner_id_learner FOREIGN KEY(learner_id) REFERENCES learner (id)
);
CREATE TABLE tally (
	learner_id VARCHAR(64) NOT NULL, 
	question_id VARCHAR(200) NOT NULL, 
	seen INTEGER NOT NULL, 
	"right" INTEGER NOT NULL, 
	last_right BOOLEAN NOT NULL, 
	last_at DATETIME NOT NULL, 
	last_confidence VARCHAR(8) NOT NULL, 
	CONSTRAINT pk_tally PRIMARY KEY (learner_id, question_id), 
	CONSTRAINT fk_tally_learner_id_learner FOREIGN KEY(learner_id) REFERENCES learner (id)
);
INSERT INTO "tally" VALUES('me','s3-standard-ia.q1',1,0,0,'2026-11-20 09:00:00.000000','sure');
CREATE TABLE void (
	id VARCHAR(32) NOT NULL, 
	learner_id VARCHAR(64) NOT NULL, 
	at DATETIME NOT NULL, 
	app VARCHAR(32) NOT NULL, 
	event_id VARCHAR(32) NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	CONSTRAINT pk_void PRIMARY KEY (id), 
	CONSTRAINT fk_void_learner_id_learner FOREIGN KEY(learner_id) REFERENCES learner (id)
);
CREATE INDEX ix_review_learner_id_study_day ON review (learner_id, study_day);
CREATE INDEX ix_review_learner_id_card_id_id ON review (learner_id, card_id, id);
CREATE INDEX ix_attempt_learner_id_study_day ON attempt (learner_id, study_day);
CREATE INDEX ix_attempt_learner_id_session_id ON attempt (learner_id, session_id);
CREATE INDEX ix_attempt_learner_id_question_id ON attempt (learner_id, question_id);
CREATE INDEX ix_prediction_learner_id_model ON prediction (learner_id, model);
CREATE INDEX ix_mark_learner_id_item_id_id ON mark (learner_id, item_id, id);
CREATE UNIQUE INDEX ix_void_learner_id_event_id ON void (learner_id, event_id);
CREATE INDEX ix_card_state_learner_id_phase_due_day ON card_state (learner_id, phase, due_day);
COMMIT;
