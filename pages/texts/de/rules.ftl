## Regeln aus assets/rules.toml: warum sie etwas fernhalten, und was eingehalten wird, als Ende eines Satzes über einen Titel.

keeps = { $rule }

rule-two-frightening = Direkt darüber steht schon etwas Unheimliches.
keeps-two-frightening = ist nicht unheimlich direkt nach etwas Unheimlichem
rule-sad-cruelty = Darin wird Menschen Leid angetan, und du wirkst traurig.
keeps-sad-cruelty = kommt ohne Grausamkeit aus, da du traurig wirkst
rule-family = Es ist nichts für die Familie.
keeps-family = passt für die Familie
rule-tired-short = Es ist lang, und du wirkst müde.
keeps-tired-short = ist kurz, da du müde wirkst
rule-tense-frightening = Es ist unheimlich, und du wirkst angespannt.
keeps-tense-frightening = ist nicht unheimlich, da du angespannt wirkst
