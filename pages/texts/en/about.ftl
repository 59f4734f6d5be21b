## About: what it is, what is kept, what it can't do, and the models.

about = Attune guesses how you feel from your face, your voice and your words. It decides which of them to believe most, watches how your mood changes, and picks films, songs, books and short reads to go with it. Every title says why it is there, and you can try what happens without that reason.
about-data = Your data
about-limits = What it can't do
about-limit-estimate = A face, a voice or a sentence shows a feeling only in part, and people differ. What Attune says is a guess, so it tells you how sure it is, and your own word always wins.
about-limit-training = The models learnt from posed pictures, acted speech and comments in English. They do less well on other faces, accents and languages than on those they learnt from.
about-limit-use = It is made for choosing something to watch, hear or read. It must not be used to judge people, at work, at school or anywhere else.
about-models = What is inside
about-cards = What each part learnt from, how well it does and where it fails. Every figure can be printed anew.

tier-loading = The models are still being loaded; look again in a moment.
tier-for-hosts = For whoever runs this server
tier-choice = Whoever runs this server chooses: with { $setting }, { $variables } each name a model that reads that sense, a hub id or a folder. It counts from the next start.
tier-pretrained = **{ $sense }**: { $model }, a pretrained model. The cards below do not tell of it.
tier-embedded = **{ $sense }**: the embedded model.
tier-fallback = **{ $sense }**: the embedded model, because the pretrained one cannot be had: { $problem }
tier-apart = **{ $sense }** is read apart from this server's process: answers { $answered }, none came { $failed } times.
tier-away = **{ $sense }** is read in this server's process at the moment, as no answer comes from apart: answers { $answered }, none came { $failed } times. It is asked again every few seconds.

delete = Delete my data
deleted = Everything that was kept of your visit is deleted.
delete-nothing = Nothing of yours is kept from this browser, so there is nothing to delete.
delete-number = It is filed under this number, which opens nothing:
delete-ask = Delete everything kept of your visit?
delete-what = Readings, lists, comments, corrections and a history you brought are erased. It can't be undone.
delete-keep = Keep it
delete-all = Delete it all
