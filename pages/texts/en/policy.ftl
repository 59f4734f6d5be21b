## Lab: the policy in a simulated world.

policy = Does a policy that cares do any good?
policy-hint = ESMR lists what is likely to be opened while a mood is stable, and lets an agent choose a strategy while a low one persists. Whether that helps can't be tried on people first, so it is tried on simulated ones. Moods recover by themselves: every figure stands beside nothing recommended.
policy-answer-more = In this world, yes: under ESMR low moods end { NUMBER($ratio, maximumFractionDigits: 2) } times as fast as under engagement alone ({ NUMBER($low, maximumFractionDigits: 2) } to { NUMBER($high, maximumFractionDigits: 2) }). { $alone }
policy-answer-same = Not beyond what engagement alone does: under ESMR low moods end { NUMBER($ratio, maximumFractionDigits: 2) } times as fast ({ NUMBER($low, maximumFractionDigits: 2) } to { NUMBER($high, maximumFractionDigits: 2) }), which may be chance. What the songs of a small study do to moods comes from liking them, and engagement finds what is liked, too. { $alone }
policy-answer-less = No: under ESMR low moods end { NUMBER($ratio, maximumFractionDigits: 2) } times as fast as under engagement alone ({ NUMBER($low, maximumFractionDigits: 2) } to { NUMBER($high, maximumFractionDigits: 2) }). { $alone }
policy-alone-better = Both do better here than nothing recommended; that lists move moods at all is an assumption of this world.
policy-alone-same = It does no better than nothing recommended.
policy-setting = { $people } simulated people, { $days } days, { $seeds } seeds; moods: { $family }; what items do: { $effects }
policy-problem = { $file } holds no results of the simulation.
policy-row = Policy
policy-figures-alt = { $figure } under { $count } policies, with intervals

outcome-hazard-vs-engagement = Recovery against engagement
outcome-hazard-vs-engagement-meaning = How much likelier a low mood is over at each prompt than under engagement alone. At 1 nothing differs; bars are 95 % intervals over people.
outcome-hazard-vs-none = Recovery against nothing
outcome-hazard-vs-none-meaning = The same against nothing recommended.
outcome-valence-change = Mood
outcome-valence-change-meaning = How much more pleasant the mood is on average than the same person's with nothing recommended.
outcome-rmssd = Volatility
outcome-rmssd-meaning = How far the mood jumps from prompt to prompt (RMSSD); less is calmer.
outcome-engagement = Engagement
outcome-engagement-meaning = Items opened at a prompt, where those who stay away open none.
outcome-negative-share = Negative time
outcome-negative-share-meaning = The share of prompts at which the mood is below zero.
outcome-harmed-share = Worse off
outcome-harmed-share-meaning = The share of people whose mean mood is lower by over 0.05 than with nothing recommended.

row-none = nothing recommended
row-random = by chance
row-popularity = popularity
row-engagement = engagement only
row-match = match the mood
row-linear-path = always a step up
row-best-fixed = best fixed strategy
row-cmab = contextual bandit
row-esmr-plain = ESMR, plain reward
row-esmr = ESMR

family-ou = one set point
family-two-state = two states
family-blocks = pieces of diaries
effects-as-fitted = as songs did in a study
effects-null = nothing
effects-iso = what is near the mood moves it
effects-direct = what is pleasant lifts

strategy-match = match
strategy-lift = lift
strategy-calm = calm
strategy-steady = steady
strategy-explore = explore
strategy-company = company

policy-claims = What is claimed, and whether it holds
policy-claims-hint = Each claim with what it must reach, set before it was measured.
policy-claims-alt = Claims, what each must reach, what was found and whether it holds
policy-claim = Claim
policy-must = Must
policy-found = Found
policy-holds = Holds
policy-yes = yes
policy-no = no
policy-number = { NUMBER($value, minimumFractionDigits: 2, maximumFractionDigits: 3) }
claim-recovery = faster recovery than engagement only
claim-recovery-none = faster recovery than nothing
claim-recovery-random = faster recovery than by chance
claim-volatility = calmer than engagement only
claim-engagement = as engaging
claim-harmed = few are worse off
claim-null = nothing claimed where items do nothing
claim-paths = level with the best path where that is known
claim-order = same order in other worlds
claim-off-policy = estimates from logs cover the truth
claim-excursion = planted effects are found

passport = How real the simulated people are
passport-hint = { $people } real people, whose diaries nothing was fitted on, beside simulated ones asked as often: how far their distributions lie apart (0 is alike, 1 is apart). Used is: { $family }, under which the real diaries are likeliest.
passport-family = Moods
passport-must = at most
passport-mean = Mean
passport-sd = Spread
passport-rmssd = Volatility
passport-inertia = Inertia
passport-recovery = Recovery
passport-alt = Distances between real and simulated diaries, by family of moods
passport-missing = Not modelled: { $things }.
passport-assumptions = All that is assumed
passport-assumption = Assumption
passport-value = Value
passport-source = Where it is from
passport-assumptions-alt = Every assumption with its value and source
missing-sleep = sleep
missing-events = what happens in a life
missing-company = company
missing-weather = weather
missing-illness = illness
missing-learning = learning
missing-weekdays = weekdays
missing-several-people = several people at one list

policy-own = A world of your own
policy-own-hint = Choose how moods go and what items do to them: { $people } people live through { $days } days with nothing recommended, with engagement only and with ESMR. It takes up to half a minute.
policy-moods = How moods go by themselves
policy-effects = What items do to moods
policy-off = Draw all assumptions so far off
policy-run = Play
policy-running = The days go by …
policy-person = Person
policy-day = Day
policy-mood = Mood
policy-chosen = Strategy
policy-alone = with nothing recommended
policy-with = with ESMR
policy-person-alt = Mood of person { $number } over the days, with ESMR and without; at { $lows } prompts the agent chose
policy-person-hint = { $lows ->
    [0] No low mood persisted here, so engagement chose every list. { $opened } items were opened.
   *[other] Points: a low mood persisted and the agent chose, { $lows } times. { $opened } items were opened. Both lines are the same person with the same luck.
}

claim-causes = planted causes are found
claim-no-causes = no cause is named where there is none

causes = What moves moods there
causes-found = In a trial with simulated people, in which strategies were drawn by chance, this moved the mood beyond what was foretold: { $named }. Of these it can't be said: { $others }. All of it is from simulated people, none from anybody's log, and the agent is rewarded by nothing but what was found and what was opened.
causes-none = In a trial with simulated people nothing was found that moves moods.
causes-table = Effects and refutations
causes-driver = What was opened
causes-value = effect
causes-low = from
causes-high = to
causes-placebo = placebo
causes-with-other = with another cause
causes-of-part = in a part
causes-alt = The effect of each driver with its interval, and how it stands up to refutations
causes-hint = By one unit on the next mood, with 95 % intervals. A placebo should do nothing; another cause and a part of the rows should change nothing.
driver-taste = how much it is the person's taste
driver-valence = how pleasant it is
driver-arousal = its energy
driver-distance = how far it lies from the mood
driver-opened = that anything is opened at all
