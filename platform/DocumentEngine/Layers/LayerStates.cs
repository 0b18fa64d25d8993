using DaprProcessing.DocumentEngine.Searchable;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace DaprProcessing.DocumentEngine.Layers;

/// <summary>
/// Which layers (optional content) of a file are switched off. Decided as PDFium decides it when it draws, where the standard
/// leaves a choice as well: what is read has to be what the picture shows.
/// </summary>
internal sealed class LayerStates
{
    private const int MaxDepth = 32;
    private const string View = "View";

    private readonly UglyToad.PdfPig.PdfDocument _document;
    private readonly HashSet<IndirectReference> _groups;
    private readonly HashSet<IndirectReference> _on;
    private readonly HashSet<IndirectReference> _off;
    private readonly HashSet<IndirectReference> _automatic;
    private readonly bool _baseIsOn;

    private LayerStates(UglyToad.PdfPig.PdfDocument document, DictionaryToken properties)
    {
        _document = document;
        _groups = References(properties, "OCGs");
        var configuration = Items(properties, "Configs").Select(Dictionary)
            .FirstOrDefault(item => item is not null && HasIntent(item, otherwise: false)) ?? Dictionary(properties, "D");
        _on = References(configuration, "ON");
        _off = References(configuration, "OFF");
        _baseIsOn = Text(configuration, "BaseState") != "OFF";
        _automatic = [.. Items(configuration, "AS").Select(Dictionary)
            .Where(usage => (Text(usage, "Event") ?? View) == View).SelectMany(usage => References(usage, "OCGs"))];
    }

    /// <summary>Some group is off; memberships may hide what belongs to groups that are all on.</summary>
    public bool HidesGroups => _groups.Any(group => !IsGroupOn(group));

    /// <returns>Null where the file has no layers.</returns>
    public static LayerStates? Of(UglyToad.PdfPig.PdfDocument document)
    {
        var properties = PageNodes.Resolve(
            document, document.Structure.Catalog.CatalogDictionary.Data.GetValueOrDefault("OCProperties"));
        return properties is DictionaryToken dictionary ? new LayerStates(document, dictionary) : null;
    }

    /// <param name="layer">What an <c>/OC</c> entry says: a group, or a membership in groups.</param>
    public bool IsOff(IToken? layer) => Dictionary(layer) is { } dictionary && !IsOn(layer, dictionary);

    private bool IsOn(IToken? token, DictionaryToken layer) =>
        (Text(layer, "Type") ?? "OCG") == "OCG"
            ? token is not IndirectReferenceToken group || IsGroupOn(group.Data)
            : IsMemberOn(layer);

    private bool IsGroupOn(IndirectReference reference)
    {
        if (PageNodes.Resolve(_document, new IndirectReferenceToken(reference)) is not DictionaryToken group
            || !HasIntent(group, otherwise: true))
        {
            return true;
        }

        var usage = Text(Dictionary(Dictionary(group, "Usage"), View), "ViewState");
        if (usage is not null)
        {
            return usage != "OFF";
        }

        return !_groups.Contains(reference) || _automatic.Contains(reference)
            || (!_off.Contains(reference) && (_baseIsOn || _on.Contains(reference)));
    }

    private bool IsMemberOn(DictionaryToken membership)
    {
        if (Token(membership, "VE") is ArrayToken expression)
        {
            return Holds(expression, 0);
        }

        var policy = Text(membership, "P") ?? "AnyOn";
        var groups = membership.Data.GetValueOrDefault("OCGs");
        if (PageNodes.Resolve(_document, groups) is not ArrayToken array)
        {
            return groups is not IndirectReferenceToken group || IsGroupOn(group.Data);
        }

        var states = array.Data.OfType<IndirectReferenceToken>().Where(item => Dictionary(item) is not null)
            .Select(item => IsGroupOn(item.Data)).ToList();
        return states.Count == 0 || policy switch
        {
            "AllOn" => states.TrueForAll(on => on),
            "AllOff" => states.TrueForAll(on => !on),
            "AnyOff" => states.Exists(on => !on),
            "AnyOn" => states.Exists(on => on),
            _ => false,
        };
    }

    private bool Holds(ArrayToken expression, int depth)
    {
        var operands = expression.Data.Skip(1).ToList();
        var first = expression.Data.Count > 0 ? PageNodes.Resolve(_document, expression.Data[0]) : null;
        return depth <= MaxDepth && first is NameToken { Data: var operation } && operation switch
        {
            "Not" => operands.Count > 0 && IsOperand(operands[0]) && !HoldsOne(operands[0], depth),
            "And" => operands.Count > 0 && operands.TrueForAll(operand => HoldsOne(operand, depth)),
            "Or" => operands.Exists(operand => HoldsOne(operand, depth)),
            _ => false,
        };
    }

    private bool IsOperand(IToken operand) => PageNodes.Resolve(_document, operand) is DictionaryToken or ArrayToken;

    private bool HoldsOne(IToken operand, int depth) => PageNodes.Resolve(_document, operand) switch
    {
        ArrayToken nested => Holds(nested, depth + 1),
        DictionaryToken => operand is IndirectReferenceToken group && IsGroupOn(group.Data),
        _ => false,
    };

    /// <param name="otherwise">Where it says nothing.</param>
    private bool HasIntent(DictionaryToken dictionary, bool otherwise) => Token(dictionary, "Intent") switch
    {
        NameToken { Data: View or "All" } => true,
        ArrayToken array => array.Data.Any(item => PageNodes.Resolve(_document, item) is NameToken { Data: View or "All" }),
        null => otherwise,
        _ => false,
    };

    private HashSet<IndirectReference> References(DictionaryToken? dictionary, string key) =>
        [.. Items(dictionary, key).OfType<IndirectReferenceToken>().Select(item => item.Data)];

    private IReadOnlyList<IToken> Items(DictionaryToken? dictionary, string key) =>
        (Token(dictionary, key) as ArrayToken)?.Data ?? [];

    private DictionaryToken? Dictionary(DictionaryToken? dictionary, string key) => Token(dictionary, key) as DictionaryToken;

    private DictionaryToken? Dictionary(IToken? token) => PageNodes.Resolve(_document, token) as DictionaryToken;

    private string? Text(DictionaryToken? dictionary, string key) => (Token(dictionary, key) as NameToken)?.Data;

    private IToken? Token(DictionaryToken? dictionary, string key) =>
        PageNodes.Resolve(_document, dictionary?.Data.GetValueOrDefault(key));
}
