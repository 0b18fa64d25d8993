using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>
/// The tags of a page, as far as they can be true: programs tag without asking, and where all is a heading or an item of a list
/// nothing is said.
/// </summary>
internal sealed class BelievedTags
{
    // Of the letters of a page; a page with fewer letters is a title page or a slide.
    private const double MostHeadings = 0.5;
    private const double MostItems = 0.9;
    private const int FewLetters = 300;

    /// <summary>No heading is longer.</summary>
    private const int MostOfOneHeading = 220;

    // Of one heading: how much larger its largest word is than its smallest, and its height in sizes of that word.
    private const double MostUneven = 1.3;
    private const double MostHeight = 7;

    /// <summary>Signs and numbers may be set smaller.</summary>
    private const int LettersOfWord = 3;

    private readonly PageTag?[] _tags;

    private readonly int _text;

    private BelievedTags(PageTag?[] tags) =>
        (_tags, _text) = (tags, Array.FindIndex(tags, tag => tag?.Role == TagRole.Text) + 1);

    public static BelievedTags None { get; } = new([]);

    public bool IsAny => _tags.Length > 0;

    public static BelievedTags Of(PageText page)
    {
        if (page.Tags is not { Count: > 0 } tags)
        {
            return None;
        }

        var letters = new int[tags.Count + 1];
        var looks = new Look?[tags.Count + 1];
        foreach (var word in page.Words)
        {
            var tag = word.Tag > 0 && word.Tag <= tags.Count ? word.Tag : 0;
            letters[tag] += word.Text.Length;
            if (tag > 0 && word.Text.Length >= LettersOfWord && tags[tag - 1].Role is TagRole.Heading or TagRole.Title)
            {
                looks[tag] = new Look(word.Box, word.SizePt, word.SizePt).With(looks[tag]);
            }
        }

        var all = letters.Sum();
        var headings = Sum(TagRole.Heading, TagRole.Title);
        var items = Sum(TagRole.ListItem, TagRole.Label);
        return new BelievedTags([.. tags.Select((tag, index) => tag.Role switch
        {
            TagRole.Heading or TagRole.Title when letters[index + 1] > MostOfOneHeading
                || looks[index + 1]?.IsOfOneHeading == false || (all > FewLetters && headings > MostHeadings * all) => null,
            TagRole.ListItem or TagRole.Label when items > MostItems * all => null,
            _ => tag,
        })]);

        int Sum(params ReadOnlySpan<TagRole> roles)
        {
            var sum = 0;
            for (var index = 0; index < tags.Count; index++)
            {
                sum += roles.Contains(tags[index].Role) ? letters[index + 1] : 0;
            }

            return sum;
        }
    }

    /// <returns>Null where it says nothing, or nothing that is believed.</returns>
    public PageTag? Of(int tag) => tag > 0 && tag <= _tags.Length ? _tags[tag - 1] : null;

    /// <summary>The tag that most letters of the rows have, whatever it says; 0 where that is none.</summary>
    public int MostCommon(IEnumerable<TextRow> rows)
    {
        if (!IsAny)
        {
            return 0;
        }

        var letters = new Dictionary<int, int>();
        var all = 0;
        foreach (var word in rows.SelectMany(row => row.Words))
        {
            all += word.Text.Length;
            // Plain text is alike in whichever cell it stands.
            var alike = Of(word.Tag)?.Role == TagRole.Text ? _text : word.Tag;
            letters[alike] = letters.GetValueOrDefault(alike) + word.Text.Length;
        }

        var (tag, most) = letters.DefaultIfEmpty().MaxBy(pair => pair.Value);
        return most * 2 > all ? tag : 0;
    }

    /// <summary>Where the words of one element stand, and how large they are.</summary>
    private readonly record struct Look(Box Box, double Smallest, double Largest)
    {
        public bool IsOfOneHeading => Largest <= MostUneven * Smallest && Math.Min(Box.Width, Box.Height) <= MostHeight * Largest;

        public Look With(Look? other) => other is not { } known ? this
            : new Look(Box.Union(known.Box), Math.Min(Smallest, known.Smallest), Math.Max(Largest, known.Largest));
    }
}
