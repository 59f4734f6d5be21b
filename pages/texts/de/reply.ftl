## Die Antwort über der Liste: wie es jemandem geht, und was sich bewegt hat. Nie ein Rat; in drei Fassungen reihum.

reply-moved = { CAPITAL($move) }.

reply-grief-1 = Du hast von einem Tod erzählt: Das hier ist stille Gesellschaft.
reply-grief-2 = Ich habe nicht vergessen, was du erzählt hast: Das hier bleibt still.
reply-grief-3 = Hier eilt nichts: Das hier ist stille Gesellschaft.

reply-reflect-1 = Du wirkst { $feels }; { $move }.
reply-reflect-2 = Mir fällt auf, dass du { $feels } wirkst; { $move }.
reply-reflect-3 = Es sieht so aus, als wärst du { $feels }; { $move }.
reply-encourage-1 = Schön, dass du { $feels } wirkst; { $move }.
reply-encourage-2 = Du wirkst { $feels }, und das ist schön zu sehen; { $move }.
reply-encourage-3 = Du wirkst { $feels }, wie schön; { $move }.
reply-ask-1 = { CAPITAL($move) }; passt das zu dem, wie es dir geht?
reply-ask-2 = { CAPITAL($move) }, auch wenn ich nicht sicher bin: Wie geht es dir?
reply-ask-3 = { CAPITAL($move) }; ich kann nur raten, wie es dir geht: Trifft es das?

reply-words-reflect-1 = Danke, dass du sagst, wie es dir geht: { $move }.
reply-words-reflect-2 = Ich gehe nach dem, was du von dir gesagt hast: { $move }.
reply-words-reflect-3 = Es zählt, wie es dir nach deinen Worten geht: { $move }.
reply-words-encourage-1 = Schön, das zu hören: { $move }.
reply-words-encourage-2 = Ich freue mich, dass du das sagst: { $move }.
reply-words-encourage-3 = Wie schön zu hören: { $move }.

reply-mood-reflect-1 = { $cause }: { $move }.
reply-mood-reflect-2 = { $cause }, und die Liste folgt dem: { $move }.
reply-mood-reflect-3 = { $cause }, und ich nehme das auf: { $move }.
reply-mood-encourage-1 = { $cause }, und das ist schön zu sehen: { $move }.
reply-mood-encourage-2 = { $cause }, wie schön: { $move }.
reply-mood-encourage-3 = { $cause }, und das freut mich: { $move }.
