## Rules of assets/rules.toml: why they keep something out, and what is kept, as the end of a sentence about an item.

keeps = { $rule }

rule-two-frightening = Something frightening stands right above it.
keeps-two-frightening = not frightening right after something frightening
rule-sad-cruelty = It shows people harmed, and you seem sad.
keeps-sad-cruelty = free of cruelty, as you seem sad
rule-family = It is not for a family.
keeps-family = fit for a family
rule-tired-short = It is long, and you seem tired.
keeps-tired-short = short, as you seem tired
rule-tense-frightening = It is frightening, and you seem tense.
keeps-tense-frightening = not frightening, as you seem tense
