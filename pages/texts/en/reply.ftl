## The reply above the list: how the person is, and what moved. Never advice; each in three wordings, in turn.

reply-moved = { CAPITAL($move) }.

reply-grief-1 = You have told of a death: these are quiet company.
reply-grief-2 = I have not forgotten what you told me: these stay quiet.
reply-grief-3 = There is no hurry here: these are quiet company.

reply-reflect-1 = You seem { $feels }; { $move }.
reply-reflect-2 = I notice that you seem { $feels }; { $move }.
reply-reflect-3 = It looks as if you were { $feels }; { $move }.
reply-encourage-1 = Good to see you { $feels }; { $move }.
reply-encourage-2 = You seem { $feels }, and that is good to see; { $move }.
reply-encourage-3 = How nice that you seem { $feels }; { $move }.
reply-ask-1 = { CAPITAL($move) }; does that fit how you feel?
reply-ask-2 = { CAPITAL($move) }, though I am not sure how you feel: how are you?
reply-ask-3 = { CAPITAL($move) }; I can only guess how you feel, so is that near it?

reply-words-reflect-1 = Thank you for saying how you are: { $move }.
reply-words-reflect-2 = I go by what you said of yourself: { $move }.
reply-words-reflect-3 = It counts how you say you are: { $move }.
reply-words-encourage-1 = Good to hear that: { $move }.
reply-words-encourage-2 = I am glad that you say so: { $move }.
reply-words-encourage-3 = How nice to hear: { $move }.

reply-mood-reflect-1 = { $cause }: { $move }.
reply-mood-reflect-2 = { $cause }, and the list follows: { $move }.
reply-mood-reflect-3 = { $cause }, and I take it up: { $move }.
reply-mood-encourage-1 = { $cause }, and that is good to see: { $move }.
reply-mood-encourage-2 = { $cause }, how nice: { $move }.
reply-mood-encourage-3 = { $cause }, and I am glad of it: { $move }.
