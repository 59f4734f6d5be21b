## Your history: what the person knows already.

history = Your history
history-hint = Films you've seen, songs you know, books you've read: they shape the list, and the list leaves them out.
history-way = How
history-titles = Titles
history-file = A file
history-lines = Titles, one a line
history-example =
    The Matrix (1999)
    Bohemian Rhapsody
    Pride and Prejudice
history-find = Find them
history-upload = A CSV file with a column movieId or title
history-upload-hint = MovieLens' ratings.csv with your own rows alone, or a list of titles. The columns rating, 0.5 to 5, and timestamp are read too.
history-right = **Is this right?** { $counts }
history-column-use = Use
history-column-found = Found
history-column-given = From
history-table-alt = What was found, and whether it counts
history-nothing = None of these is in this catalogue.
history-missing = Not in this catalogue: { $titles }.
history-more = { $titles } and { $more } more
history-low = What you rated below 3 tells nothing of your taste here; the list only leaves it out.
history-use = Use these
history-back = Go back
history-enjoyed = **{ $counts }** shape the list and stay off it.
history-passed = { $counts } you rated low only stay off it.
history-add = Add more
history-remove = Remove it
history-remove-hint = Lists you saw keep the reasons they gave; the page About deletes those too.

count-film = { $count ->
    [one] { $count } film
   *[other] { $count } films
}
count-song = { $count ->
    [one] { $count } song
   *[other] { $count } songs
}
count-book = { $count ->
    [one] { $count } book
   *[other] { $count } books
}
count-read = { $count ->
    [one] { $count } short read
   *[other] { $count } short reads
}
count-music = { $count ->
    [one] { $count } piece of music
   *[other] { $count } pieces of music
}
count-picture = { $count ->
    [one] { $count } picture
   *[other] { $count } pictures
}
