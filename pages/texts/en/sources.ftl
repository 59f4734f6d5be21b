## Sources: the systems of the literature, and how Attune's figures stand beside theirs.

page-sources = Sources
sources = Attune follows { $count } systems of the literature; { $built } of them are built. For each: what it does, where it serves here, and its figures beside the published ones. None is a program of its own: each is a sense, a term, an engine or a rule of the one list.
sources-here = here
sources-published = published
sources-figure = Figure
sources-value = Value
sources-missing = Not built yet

source-mmei-does = Reads face, voice and words with pretrained encoders and fuses them with attention into emotion and intent.
source-mmei-here = It is the sensing half of Attune: the fusion behind the sentence above the list, and the intent behind the term intent.
source-mmei-differs = Two of its three data sets cannot be had, so the fusion module is judged on CMU-MOSI. There it is level with a simpler fusion, as all of them live off the transcript; where a sense is corrupted, stale or contradicts the others it gains more.
source-fair-does = Turns each item into codes and predicts the next item's codes all at once, with an attention that takes one map from another to leave out noise.
source-fair-here = One of two engines behind the term sequence.
source-fair-differs = The summary we work from states no figure, and it was published on Amazon's data. In one run it is a little ahead of the strongest SASRec, and their intervals overlap.
source-emotion-graph-does = A graph of people, films and emotions predicts how somebody will feel about a film.
source-emotion-graph-here = It stands behind the term feeling.
source-emotion-graph-differs = There, labels belong to films and the same people are on both sides of the split. Here each label is what one person reported, and nobody judged by was seen in training; told the same, simple models do as well.
source-esmr-does = Predicts where a mood is heading, and hands the list to a learnt agent while a low one persists.
source-esmr-here = A policy that a study's condition can name. In the demo's own lists another policy decides.
source-esmr-differs = The paper reports better recovery on traces it made itself. Here the simulated people come with a passport, and nothing about paths is built in as true. In that world it does better than nothing recommended, and no better than engagement alone, since there moods rise with liking.
source-uim-does = Several interests of one person, an enriched profile, and a simulated user that looks at the list once more.
source-uim-here = One of two engines behind the term interest.
source-uim-differs = The paper does not say what leaves the ranking, nor how many targets its hit rate counts. Here all items are ranked, and a person counts once who takes any of their targets, which makes the hit rate higher.
source-mgce-does = Two graph networks that are kept apart: one for what suits, one for what many take.
source-mgce-here = Its three parts stand behind the terms sequence, interest and conformity, with a control in Why.
source-mgce-differs = It was published on Amazon's Beauty and Art and on Taobao with pictures, which cannot be had; the summary we work from states no figure.
source-sealr-does = A language model puts candidates in order, told of the emotions in what somebody wrote.
source-diffmm-does = A diffusion model draws likely edges between people and items, led by pictures and sound.
source-sermon-does = Aligns ratings with what reviews say, and writes a reason.
source-pfl-mcl-does = Learns from many devices without their data leaving; a personal part stays at home.
source-dllm2rec-does = A small model learns from a large one, to be quick.
source-ltn-does = Rules in logic, whose truth is a number, shape a list and explain it.
source-ltn-here = Hard rules keep things out of every list, soft ones are the term rules; Why says which are kept.
source-ltn-differs = The source states a plan and no figure. What can be measured here is how far lists keep the rules, not whether people are better off.
source-recusersim-does = Simulated people, led by a language model, try a recommender for weeks.
source-ecr-does = Answers somebody who tells of themselves with a sentence of understanding, beside the list.
