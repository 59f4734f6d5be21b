## A table that somebody brings becomes a catalogue.

import = Bring a catalogue
import-hint = A table of films, songs, books or reads, up to { $most } rows: CSV with a header, JSON Lines or Parquet. It is read on this server alone, kept for your visit, and gone when you start over.
import-upload = A table
import-layout-movielens = This is MovieLens' layout.
import-layout-tmdb = This is TMDB's layout.
import-columns = **Which column says what?**
import-no-column = not in the table
import-kind = What rows are that do not say
import-skip = Leave wrong rows out
import-skip-help = Otherwise one wrong row stops it all. Nothing is changed then.
import-confirm = Make a catalogue of it
import-more = and { $more } more
import-computing = Placing the items: what they are about, and how they tend to leave people…
import-ranking = Getting ready to recommend…
import-ready =
    { $skipped ->
        [0] It is ready: { $items } items.
        [one] It is ready: { $items } items; one row was left out.
       *[other] It is ready: { $items } items; { $skipped } rows were left out.
    }
import-use = Begin a visit with it
import-unchanged = Nothing was changed. Mend these rows, or leave wrong rows out.
import-failed = This did not work, and nothing was changed. Whoever runs this server finds more in its log.
import-drop = Forget this table
import-shelf = Catalogues of this server
import-chosen = This visit recommends from the catalogue you chose.

field-title = Title
field-year = Year
field-kind = Kind
field-genres = Genres
field-creators = By whom
field-description = Description
field-tags = Keywords
field-moods = Mood words
field-themes = Themes
field-people = People
field-content = Content notes
field-minutes = Minutes
field-ratings = How many rated it
field-id = Its own id
field-movielens_id = MovieLens id
field-tmdb_id = TMDB id
field-media = Where it can be had

table-ending = This is no table I can read; its name should end in one of { $endings }.
table-not-utf8 = This is not UTF-8 text. Save the table as UTF-8.
table-unreadable = The table cannot be read: { $problem }
table-fields = Row { $row } has more fields than the { $columns } columns of the header.
table-no-object = Row { $row } is no JSON object.
table-no-column = No column says this yet: { $field }.
table-many-rows = The table has more than { $most } rows.
table-no-row = The table holds no row.
table-row = Row { $row }: { $problem }
row-no-title = it has no title
row-no-year = “{ $value }” is no year, and none stands after the title
row-kind = “{ $value }” is none of { $kinds }
row-no-genre = it names no genre
row-genres = no genre in “{ $value }” is known
row-mood = the mood word “{ $value }” is not known
row-content = the content note “{ $value }” is not known
row-media = “{ $value }” is no address on the web, and no path to a sound, picture or text
row-twice = its id “{ $id }” is that of row { $row }
