using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DaprProcessing.Gateway.Compatibility.Options;

/// <summary>
/// Reads options against their declarations, as leniently as the original does: numbers and flags may come as text (in forms
/// they always do). What is wrong is collected; what is accepted and does nothing here is named.
/// </summary>
internal sealed class FieldReader(IReadOnlyList<Field> fields, object[] location)
{
    private static readonly string[] Yes = ["true", "1", "on", "t", "y", "yes"];
    private static readonly string[] No = ["false", "0", "off", "f", "n", "no"];

    private readonly List<SchemaFault> _faults = [];
    private readonly List<string> _ignored = [];
    private readonly Dictionary<string, JsonNode?> _values = [];

    /// <summary>Options that ask for what this platform does not do.</summary>
    public IReadOnlyList<string> Ignored => _ignored;

    public IReadOnlyList<SchemaFault> Faults => _faults;

    /// <param name="given">Unknown names are passed over.</param>
    public FieldReader Read(JsonObject given)
    {
        foreach (var field in fields)
        {
            var value = given[field.Name];
            var standard = JsonNode.Parse(field.Default);
            if (value is null)
            {
                _values[field.Name] = standard;
                continue;
            }

            _values[field.Name] = Value(field, value, [.. location, field.Name]);
            if (!field.IsKnown && !JsonNode.DeepEquals(_values[field.Name], standard))
            {
                _ignored.Add(field.Name);
            }
        }

        return this;
    }

    public bool Flag(string name) => _values[name]!.GetValue<bool>();

    public string Text(string name) => _values[name]!.GetValue<string>();

    public double? Number(string name) => _values[name]?.GetValue<double>();

    public bool IsGiven(string name) => _values[name] is not null;

    public IReadOnlyList<string> Texts(string name) =>
        _values[name] is JsonArray array ? [.. array.Select(item => item!.GetValue<string>())] : [];

    public (long First, long Last) Range(string name) =>
        (_values[name]![0]!.GetValue<long>(), _values[name]![1]!.GetValue<long>());

    private JsonNode? Value(Field field, JsonNode value, object[] at) => field.Kind switch
    {
        FieldKind.Flag => FlagOf(value, at),
        FieldKind.Choice => ChoiceOf(field, value, at),
        FieldKind.Choices => ListOf(value, at, (item, place) => ChoiceOf(field, item, place)),
        FieldKind.Texts => ListOf(value, at, TextOf),
        FieldKind.Text => TextOf(value, at),
        FieldKind.Number => NumberOf(value, at),
        FieldKind.Whole => WholeOf(value, at) is { } whole ? (double)whole : null,
        FieldKind.PageRange => RangeOf(value, at),
        _ => value is JsonObject ? value.DeepClone() : Fault("dict_type", "Input should be a valid dictionary", at),
    };

    private JsonNode? FlagOf(JsonNode value, object[] at)
    {
        var text = value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>().ToLowerInvariant(),
            _ => value.ToJsonString(),
        };
        return Yes.Contains(text) ? true : No.Contains(text) ? false
            : Fault("bool_parsing", "Input should be a valid boolean, unable to interpret input", at);
    }

    private JsonNode? ChoiceOf(Field field, JsonNode? value, object[] at)
    {
        if (value?.GetValueKind() == JsonValueKind.String && field.Allowed.Contains(value.GetValue<string>()))
        {
            return value.GetValue<string>();
        }

        var names = field.Allowed.Select(name => $"'{name}'").ToList();
        return Fault("enum", $"Input should be {string.Join(", ", names.SkipLast(1))} or {names[^1]}", at);
    }

    private JsonNode? ListOf(JsonNode value, object[] at, Func<JsonNode, object[], JsonNode?> item) => value is JsonArray array
        ? new JsonArray([.. array.Select((one, index) => one is null ? Fault("string_type", "Input should be a valid string",
            [.. at, index]) : item(one, [.. at, index]))])
        : Fault("list_type", "Input should be a valid list", at);

    private JsonNode? TextOf(JsonNode value, object[] at) => value.GetValueKind() == JsonValueKind.String
        ? value.GetValue<string>()
        : Fault("string_type", "Input should be a valid string", at);

    private JsonNode? NumberOf(JsonNode value, object[] at) => value.GetValueKind() switch
    {
        JsonValueKind.Number when double.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) => number,
        JsonValueKind.String when double.TryParse(value.GetValue<string>(), CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) => number,
        _ => Fault("float_parsing", "Input should be a valid number, unable to parse string as a number", at),
    };

    private long? WholeOf(JsonNode? value, object[] at)
    {
        var text = value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value?.ToJsonString();
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Fault("int_parsing", "Input should be a valid integer, unable to parse string as an integer", at);
        return null;
    }

    private JsonNode? RangeOf(JsonNode value, object[] at)
    {
        if (value is not JsonArray array)
        {
            return Fault("tuple_type", "Input should be a valid tuple", at);
        }

        var ends = array.Take(2).Select((end, index) => WholeOf(end, [.. at, index])).ToList();
        for (var missing = array.Count; missing < 2; missing++)
        {
            Fault("missing", "Field required", [.. at, missing]);
        }

        if (array.Count > 2)
        {
            return Fault("too_long", $"Tuple should have at most 2 items after validation, not {array.Count}", at);
        }

        return ends is [{ } first, { } last]
            ? first >= 1 && last >= first ? new JsonArray(first, last)
                : Fault("value_error", "Value error, Invalid page range: start must be ≥ 1 and end must be ≥ start.", at)
            : null;
    }

    private JsonNode? Fault(string type, string message, object[] at)
    {
        _faults.Add(new SchemaFault(type, message, at));
        return null;
    }
}
