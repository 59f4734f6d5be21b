## About: what it is, what is kept, what it can't do, and the models.

about = Attune senses how you feel from face, voice and words, weighs the three against each other, follows the feeling over time, and keeps a list in step with it. Every item comes with its reason, and the reason is the arithmetic: take one away and the list moves as the page says.
about-data = Your data
about-limits = What it can't do
about-limit-estimate = A face, a voice or a sentence shows a feeling only in part, and people differ. A reading is an estimate, which is why its uncertainty is always drawn and your own word always wins.
about-limit-training = The models learnt from posed pictures, acted speech and comments in English. They do less well on other faces, accents and languages than on those they learnt from.
about-limit-use = It is made for choosing something to watch, hear or read. It must not be used to judge people, at work, at school or anywhere else.
about-models = The models
about-cards = What each was trained on, how well it does and where it fails. All figures can be printed anew.

tier-loading = The models are still being loaded; look again in a moment.
tier-choice = Whoever runs this server chooses: with { $setting }, { $variables } each name a model that reads that sense, a hub id or a folder. It counts from the next start.
tier-pretrained = **{ $sense }**: { $model }, a pretrained model. The cards below do not tell of it.
tier-embedded = **{ $sense }**: the embedded model.
tier-fallback = **{ $sense }**: the embedded model, because the pretrained one cannot be had: { $problem }

delete = Delete my data
deleted = Everything that was kept of your sitting is deleted.
delete-nothing = This browser has no sitting, so there is nothing to delete.
delete-number = It is filed under this number, which opens nothing:
delete-ask = Delete everything kept of your sitting?
delete-what = Readings, lists, comments, corrections and a history you brought are erased. It can't be undone.
delete-keep = Keep it
delete-all = Delete it all
