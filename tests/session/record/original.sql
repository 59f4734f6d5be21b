BEGIN TRANSACTION;
CREATE TABLE actions (
	id INTEGER NOT NULL, 
	sitting_id VARCHAR(64) NOT NULL, 
	wall FLOAT NOT NULL, 
	monotonic FLOAT NOT NULL, 
	item_id VARCHAR(128) NOT NULL, 
	title TEXT NOT NULL, 
	action VARCHAR(16) NOT NULL, 
	rank INTEGER, 
	list_version INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "actions" VALUES(1,'GgRVmOiwkdpNvtIizJrttNH7hwEqpLaQ',1.79567637739665460585e+09,1698.14438837,'item-40','Title 40','like',1,2);
INSERT INTO "actions" VALUES(2,'GgRVmOiwkdpNvtIizJrttNH7hwEqpLaQ',1.79567637739673852917e+09,1698.144472311,'item-41','Title 41','no',2,2);
INSERT INTO "actions" VALUES(3,'GgRVmOiwkdpNvtIizJrttNH7hwEqpLaQ',1.79567637739676785467e+09,1698.14450178,'item-14','Title 14','open',3,2);
INSERT INTO "actions" VALUES(4,'vn1EU5HVBwKFPAsUFkjMpNfpeaHjXYrR',1.79567637800493717188e+09,1698.752671078,'item-23','Title 23','like',1,1);
INSERT INTO "actions" VALUES(5,'vn1EU5HVBwKFPAsUFkjMpNfpeaHjXYrR',1.79567637800503039366e+09,1698.752764462,'item-36','Title 36','no',2,1);
INSERT INTO "actions" VALUES(6,'vn1EU5HVBwKFPAsUFkjMpNfpeaHjXYrR',1.7956763780050592422e+09,1698.75279321,'item-22','Title 22','open',3,1);
CREATE TABLE comments (
	id INTEGER NOT NULL, 
	sitting_id VARCHAR(64) NOT NULL, 
	wall FLOAT NOT NULL, 
	monotonic FLOAT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "comments" VALUES(1,'GgRVmOiwkdpNvtIizJrttNH7hwEqpLaQ',1.79567637739638280873e+09,1698.144116901,'such joy');
CREATE TABLE consents (
	id INTEGER NOT NULL, 
	sitting_id VARCHAR(64) NOT NULL, 
	wall FLOAT NOT NULL, 
	monotonic FLOAT NOT NULL, 
	camera BOOLEAN NOT NULL, 
	microphone BOOLEAN NOT NULL, 
	text BOOLEAN NOT NULL, 
	keep_comments BOOLEAN NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "consents" VALUES(1,'GgRVmOiwkdpNvtIizJrttNH7hwEqpLaQ',1.7956763745863809586e+09,1695.334115251,1,0,1,1);
INSERT INTO "consents" VALUES(2,'vn1EU5HVBwKFPAsUFkjMpNfpeaHjXYrR',1.79567637800043034554e+09,1698.748164337,0,0,1,0);
CREATE TABLE corrections (
	id INTEGER NOT NULL, 
	sitting_id VARCHAR(64) NOT NULL, 
	wall FLOAT NOT NULL, 
	monotonic FLOAT NOT NULL, 
	told_valence FLOAT NOT NULL, 
	told_arousal FLOAT NOT NULL, 
	sensed_valence FLOAT, 
	sensed_arousal FLOAT, 
	sensed_probabilities JSON, 
	PRIMARY KEY (id)
);
INSERT INTO "corrections" VALUES(1,'GgRVmOiwkdpNvtIizJrttNH7hwEqpLaQ',1.79567637739699721343e+09,1698.144732087,0.4,-0.4,0.751979649066925,4.80000019073486328125e-01,'[0.006008039228618145, 0.006008039228618145, 0.006008039228618145, 0.9639517664909363, 0.006008039228618145, 0.006008039228618145, 0.006008039228618145]');
CREATE TABLE lists (
	id INTEGER NOT NULL, 
	sitting_id VARCHAR(64) NOT NULL, 
	wall FLOAT NOT NULL, 
	monotonic FLOAT NOT NULL, 
	version INTEGER NOT NULL, 
	change TEXT NOT NULL, 
	strategy JSON NOT NULL, 
	trajectory JSON NOT NULL, 
	items JSON NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "lists" VALUES(1,'GgRVmOiwkdpNvtIizJrttNH7hwEqpLaQ',1795676374.58638,1695.334115251,1,'This is your first list.','{"name": "unknown", "target": [0.2, 0.0], "path": [], "weights": {"affect": 0.2, "feeling": 0.1, "intent": 0.8, "taste": 0.5, "interest": 0.35, "sequence": 0.45, "conformity": 0.5, "novelty": 0.15, "diversity": 0.5}, "why": "I can''t tell how you feel yet, so these are picks that many people enjoy.", "intent": [], "gentle": false}','{"time": 1695.334115251, "valence": 0.0, "arousal": 0.0, "probabilities": [0.1428571492433548, 0.1428571492433548, 0.1428571492433548, 0.1428571492433548, 0.1428571492433548, 0.1428571492433548, 0.1428571492433548], "intent": [0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125], "uncertainty": 1.0, "valence_trend": 0.0, "arousal_trend": 0.0, "volatility": 0.0, "negative_for": 0.0, "unknown": true, "told": false}','[{"id": "item-23", "kind": "read", "title": "Title 23", "rank": 1, "previous_rank": null, "score": 0.3092520368954865, "terms": {"affect": 0.10555177181959152, "feeling": -0.0002085993328364566, "intent": 0.0, "taste": 0.0, "interest": 0.0, "sequence": 0.0, "conformity": 0.24156154692173004, "novelty": -0.03765268251299858, "diversity": -0.0}, "reason": "A popular romance short read while I get to know you"}, {"id": "item-36", "kind": "film", "title": "Title 36", "rank": 2, "previous_rank": null, "score": 0.23500724462792277, "terms": {"affect": 0.049907345324754715, "feeling": 0.007160309236496687, "intent": 0.0, "taste": 0.0, "interest": 0.0, "sequence": 0.0, "conformity": 0.2110094577074051, "novelty": -0.03306986764073372, "diversity": -0.0}, "reason": "A popular comedy while I get to know you"}]');
INSERT INTO "lists" VALUES(2,'GgRVmOiwkdpNvtIizJrttNH7hwEqpLaQ',1.79567637558878493309e+09,1696.336519226,2,'You seem joyful (from your face): Title 40 leads now, and 9 more are new.','{"name": "match", "target": [0.7519795843048881, 0.47999995946884155], "path": [[0.7519795843048881, 0.47999995946884155]], "weights": {"affect": 0.4678330267337899, "feeling": 0.15594434224459663, "intent": 0.8, "taste": 0.5, "interest": 0.35, "sequence": 0.45, "conformity": 0.25, "novelty": 0.15, "diversity": 0.5}, "why": "You may be cheerful: these fit that mood.", "intent": [0.0625, 0.0625, 0.5625, 0.0625, 0.0625, 0.0625, 0.0625, 0.0625], "gentle": false}','{"time": 1696.336519226, "valence": 0.7519795843048881, "arousal": 0.47999995946884155, "probabilities": [0.062029216438531876, 0.062029216438531876, 0.062029216438531876, 0.6278248429298401, 0.062029216438531876, 0.062029216438531876, 0.062029216438531876], "intent": [0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125], "uncertainty": 0.6859793226447779, "valence_trend": -8.069828283374497e-06, "arousal_trend": 6.634286993219717e-11, "volatility": 8.90801791835678e-08, "negative_for": 0.0, "unknown": false, "told": false}','[{"id": "item-40", "kind": "film", "title": "Title 40", "rank": 1, "previous_rank": null, "score": 0.7458535898476839, "terms": {"affect": 0.3627413511276245, "feeling": -0.010789355263113976, "intent": 0.35042017698287964, "taste": 0.0, "interest": 0.0, "sequence": 0.0, "conformity": 0.06414266675710678, "novelty": -0.02066124975681305, "diversity": -0.0}, "reason": "An exuberant drama, right where your mood is and good for getting going"}, {"id": "item-41", "kind": "song", "title": "Title 41", "rank": 2, "previous_rank": null, "score": 0.6533174741780385, "terms": {"affect": 0.35163792967796326, "feeling": -0.0010763179743662477, "intent": 0.34506839513778687, "taste": 0.0, "interest": 0.0, "sequence": 0.0, "conformity": -0.05842012166976929, "novelty": 0.01610758900642395, "diversity": -0.0}, "reason": "An exuberant comedy song, right where your mood is and good for getting going"}]');
INSERT INTO "lists" VALUES(3,'GgRVmOiwkdpNvtIizJrttNH7hwEqpLaQ',1.79567637740837216376e+09,1698.156107181,3,'You said how you feel: Title 9 leads now, and 9 more are new.','{"name": "calm", "target": [0.4527969384193421, -0.45], "path": [[0.4527969384193421, -0.2680000060796737], [0.4527969384193421, -0.45]], "weights": {"affect": 0.6532484585255067, "feeling": 0.21774948617516893, "intent": 1.2000000000000002, "taste": 0.5, "interest": 0.35, "sequence": 0.45, "conformity": 0.25, "novelty": 0.15, "diversity": 0.5}, "why": "You may be content: these lead a step at a time towards calm.", "intent": [0.5625, 0.0625, 0.0625, 0.0625, 0.0625, 0.0625, 0.0625, 0.0625], "gentle": false}','{"time": 1698.156107181, "valence": 0.4527969384193421, "arousal": -0.2680000060796737, "probabilities": [0.023869749158620834, 0.03844501078128815, 0.014195799827575684, 0.2847042977809906, 0.09987863153219223, 0.08744868636131287, 0.4514578580856323], "intent": [0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125], "uncertainty": 0.7373032184915271, "valence_trend": -3.065218342832751, "arousal_trend": -7.663490857906503, "volatility": 0.7463438611457871, "negative_for": 0.0, "unknown": false, "told": true}','[{"id": "item-9", "kind": "song", "title": "Title 9", "rank": 1, "previous_rank": null, "score": 0.7816029842069838, "terms": {"affect": 0.33874499797821045, "feeling": -0.0003147377574350685, "intent": 0.4019427001476288, "taste": 0.02439715340733528, "interest": 0.008790676482021809, "sequence": 0.0, "conformity": 0.05488235503435135, "novelty": -0.046840161085128784, "diversity": -0.0}, "reason": "A serene nature song, good for winding down and a step calmer than your mood"}, {"id": "item-22", "kind": "book", "title": "Title 22", "rank": 2, "previous_rank": null, "score": 0.7026221704727504, "terms": {"affect": 0.37969204783439636, "feeling": -0.0003147377574350685, "intent": 0.2893582880496979, "taste": -0.002498934045433998, "interest": -0.01670040190219879, "sequence": 0.0, "conformity": 0.11923051625490189, "novelty": -0.06614460796117783, "diversity": -0.0}, "reason": "A serene horror book, a step calmer than your mood and a favourite of many"}]');
INSERT INTO "lists" VALUES(4,'vn1EU5HVBwKFPAsUFkjMpNfpeaHjXYrR',1.79567637800043034554e+09,1698.748164337,1,'This is your first list.','{"name": "unknown", "target": [0.2, 0.0], "path": [], "weights": {"affect": 0.2, "feeling": 0.1, "intent": 0.8, "taste": 0.5, "interest": 0.35, "sequence": 0.45, "conformity": 0.5, "novelty": 0.15, "diversity": 0.5}, "why": "I can''t tell how you feel yet, so these are picks that many people enjoy.", "intent": [], "gentle": false}','{"time": 1698.748164337, "valence": 0.0, "arousal": 0.0, "probabilities": [0.1428571492433548, 0.1428571492433548, 0.1428571492433548, 0.1428571492433548, 0.1428571492433548, 0.1428571492433548, 0.1428571492433548], "intent": [0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125], "uncertainty": 1.0, "valence_trend": 0.0, "arousal_trend": 0.0, "volatility": 0.0, "negative_for": 0.0, "unknown": true, "told": false}','[{"id": "item-23", "kind": "read", "title": "Title 23", "rank": 1, "previous_rank": null, "score": 0.3092520368954865, "terms": {"affect": 0.10555177181959152, "feeling": -0.0002085993328364566, "intent": 0.0, "taste": 0.0, "interest": 0.0, "sequence": 0.0, "conformity": 0.24156154692173004, "novelty": -0.03765268251299858, "diversity": -0.0}, "reason": "A popular romance short read while I get to know you"}, {"id": "item-36", "kind": "film", "title": "Title 36", "rank": 2, "previous_rank": null, "score": 0.23500724462792277, "terms": {"affect": 0.049907345324754715, "feeling": 0.007160309236496687, "intent": 0.0, "taste": 0.0, "interest": 0.0, "sequence": 0.0, "conformity": 0.2110094577074051, "novelty": -0.03306986764073372, "diversity": -0.0}, "reason": "A popular comedy while I get to know you"}]');
INSERT INTO "lists" VALUES(5,'vn1EU5HVBwKFPAsUFkjMpNfpeaHjXYrR',1.79567637800621151926e+09,1698.753947367,2,'You brought your history along: Title 18 leads now, and 7 more are new.','{"name": "calm", "target": [0.35, -0.45], "path": [[0.0, 0.0], [0.35, -0.45]], "weights": {"affect": 0.7747375540893171, "feeling": 0.2582458513631057, "intent": 1.2000000000000002, "taste": 0.5, "interest": 0.35, "sequence": 0.45, "conformity": 0.25, "novelty": 0.15, "diversity": 0.5}, "why": "You seem in an even mood: these lead a step at a time towards calm.", "intent": [0.5625, 0.0625, 0.0625, 0.0625, 0.0625, 0.0625, 0.0625, 0.0625], "gentle": false}','{"time": 1698.753947367, "valence": 0.0, "arousal": 0.0, "probabilities": [0.052312836050987244, 0.052312836050987244, 0.052312836050987244, 0.052312836050987244, 0.052312836050987244, 0.052312836050987244, 0.6861229538917542], "intent": [0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125], "uncertainty": 0.6087433290060136, "valence_trend": 0.0, "arousal_trend": 0.0, "volatility": 0.0, "negative_for": 0.0, "unknown": false, "told": false}','[{"id": "item-18", "kind": "book", "title": "Title 18", "rank": 1, "previous_rank": null, "score": 0.8284486741176806, "terms": {"affect": 0.38362550735473633, "feeling": -0.0002720817574299872, "intent": 0.2913661599159241, "taste": 0.09587571024894714, "interest": 0.04031446576118469, "sequence": 0.0, "conformity": 0.01859351247549057, "novelty": -0.0010545998811721802, "diversity": -0.0}, "reason": "A serene romance, calmer than your mood and good for winding down"}, {"id": "item-9", "kind": "song", "title": "Title 9", "rank": 2, "previous_rank": 10, "score": 0.775835006905254, "terms": {"affect": 0.37025925517082214, "feeling": -0.0002720817574299872, "intent": 0.4019427001476288, "taste": -0.01296398974955082, "interest": -0.026071978732943535, "sequence": 0.0, "conformity": 0.05488235503435135, "novelty": -0.011941253207623959, "diversity": -0.0}, "reason": "A serene nature song, good for winding down and a favourite of many"}]');
CREATE TABLE settings (
	id INTEGER NOT NULL, 
	sitting_id VARCHAR(64) NOT NULL, 
	wall FLOAT NOT NULL, 
	monotonic FLOAT NOT NULL, 
	name VARCHAR(16) NOT NULL, 
	value JSON NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "settings" VALUES(1,'GgRVmOiwkdpNvtIizJrttNH7hwEqpLaQ',1.79567637739681315424e+09,1698.144547218,'goal','"calm"');
INSERT INTO "settings" VALUES(2,'GgRVmOiwkdpNvtIizJrttNH7hwEqpLaQ',1.79567637739686536794e+09,1698.144599456,'controls','{"mood": 1.5, "taste": 1.0, "novelty": 1.0, "crowd": 1.0}');
INSERT INTO "settings" VALUES(3,'GgRVmOiwkdpNvtIizJrttNH7hwEqpLaQ',1.7956763773968985081e+09,1698.144632443,'history','{"enjoyed": ["item-40"], "passed": ["item-41"]}');
INSERT INTO "settings" VALUES(4,'vn1EU5HVBwKFPAsUFkjMpNfpeaHjXYrR',1.79567637800510525704e+09,1698.752839343,'goal','"calm"');
INSERT INTO "settings" VALUES(5,'vn1EU5HVBwKFPAsUFkjMpNfpeaHjXYrR',1.79567637800515198702e+09,1698.752886173,'controls','{"mood": 1.5, "taste": 1.0, "novelty": 1.0, "crowd": 1.0}');
INSERT INTO "settings" VALUES(6,'vn1EU5HVBwKFPAsUFkjMpNfpeaHjXYrR',1.79567637800518560414e+09,1698.752919452,'history','{"enjoyed": ["item-40"], "passed": ["item-41"]}');
CREATE TABLE sittings (
	id INTEGER NOT NULL, 
	sitting_id VARCHAR(64) NOT NULL, 
	wall FLOAT NOT NULL, 
	monotonic FLOAT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "sittings" VALUES(1,'GgRVmOiwkdpNvtIizJrttNH7hwEqpLaQ',1.7956763745863809586e+09,1695.334115251);
INSERT INTO "sittings" VALUES(2,'vn1EU5HVBwKFPAsUFkjMpNfpeaHjXYrR',1.79567637800043034554e+09,1698.748164337);
CREATE TABLE states (
	id INTEGER NOT NULL, 
	sitting_id VARCHAR(64) NOT NULL, 
	wall FLOAT NOT NULL, 
	monotonic FLOAT NOT NULL, 
	anger FLOAT NOT NULL, 
	disgust FLOAT NOT NULL, 
	fear FLOAT NOT NULL, 
	joy FLOAT NOT NULL, 
	sadness FLOAT NOT NULL, 
	surprise FLOAT NOT NULL, 
	neutral FLOAT NOT NULL, 
	valence FLOAT NOT NULL, 
	arousal FLOAT NOT NULL, 
	uncertainty FLOAT NOT NULL, 
	unknown BOOLEAN NOT NULL, 
	attention_face FLOAT NOT NULL, 
	attention_voice FLOAT NOT NULL, 
	attention_text FLOAT NOT NULL, 
	attention_told FLOAT NOT NULL, 
	intent JSON NOT NULL, 
	smoothed_valence FLOAT NOT NULL, 
	smoothed_arousal FLOAT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "states" VALUES(1,'GgRVmOiwkdpNvtIizJrttNH7hwEqpLaQ',1.7956763745863809586e+09,1695.334115251,1.42857149243354797363e-01,1.42857149243354797363e-01,1.42857149243354797363e-01,1.42857149243354797363e-01,1.42857149243354797363e-01,1.42857149243354797363e-01,1.42857149243354797363e-01,0.0,0.0,1.0,1,0.0,0.0,0.0,0.0,'[0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125]',0.0,0.0);
INSERT INTO "states" VALUES(2,'GgRVmOiwkdpNvtIizJrttNH7hwEqpLaQ',1.79567637558878445626e+09,1696.336519226,0.0626000165939331,0.0626000165939331,0.0626000165939331,6.24399840831756591796e-01,0.0626000165939331,0.0626000165939331,0.0626000165939331,7.51979529857635498046e-01,4.79999959468841552734e-01,6.85979322644777900208e-01,0,1.0,0.0,0.0,0.0,'[0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125]',7.51979584304888093448e-01,4.79999959468841552734e-01);
CREATE INDEX ix_sittings_sitting_id ON sittings (sitting_id);
CREATE INDEX ix_consents_sitting_id ON consents (sitting_id);
CREATE INDEX ix_settings_sitting_id ON settings (sitting_id);
CREATE INDEX ix_states_sitting_id ON states (sitting_id);
CREATE INDEX ix_lists_sitting_id ON lists (sitting_id);
CREATE INDEX ix_actions_sitting_id ON actions (sitting_id);
CREATE INDEX ix_comments_sitting_id ON comments (sitting_id);
CREATE INDEX ix_corrections_sitting_id ON corrections (sitting_id);
COMMIT;
