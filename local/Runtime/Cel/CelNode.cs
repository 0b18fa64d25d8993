using System.Text.RegularExpressions;

namespace DaprProcessing.Local.Runtime.Cel;

/// <summary>A parsed condition: given the variables, a value.</summary>
internal abstract record CelNode
{
    public abstract object? Evaluate(Func<string, object?> variables);
}

internal sealed record CelLiteral(object? Value) : CelNode
{
    public override object? Evaluate(Func<string, object?> variables) => Value;
}

internal sealed record CelVariable(string Name) : CelNode
{
    public override object? Evaluate(Func<string, object?> variables) => variables(Name);
}

internal sealed record CelMember(CelNode Target, string Name) : CelNode
{
    public override object? Evaluate(Func<string, object?> variables) => CelValue.Member(Target.Evaluate(variables), Name);
}

internal sealed record CelIndex(CelNode Target, CelNode Index) : CelNode
{
    public override object? Evaluate(Func<string, object?> variables) => CelValue.Index(Target.Evaluate(variables), Index.Evaluate(variables));
}

internal sealed record CelList(List<CelNode> Items) : CelNode
{
    public override object? Evaluate(Func<string, object?> variables) => Items.ConvertAll(item => item.Evaluate(variables));
}

internal sealed record CelHas(CelNode Field) : CelNode
{
    public override object? Evaluate(Func<string, object?> variables) => !ReferenceEquals(Field.Evaluate(variables), CelValue.Missing);
}

internal sealed record CelNot(CelNode Operand) : CelNode
{
    public override object? Evaluate(Func<string, object?> variables) => Operand.Evaluate(variables) is bool value ? !value : CelValue.Missing;
}

internal sealed record CelNegate(CelNode Operand) : CelNode
{
    public override object? Evaluate(Func<string, object?> variables) => Operand.Evaluate(variables) switch
    {
        long value => -value,
        double value => -value,
        _ => CelValue.Missing,
    };
}

/// <summary>As in CEL, a side that decides the result hides an error on the other side.</summary>
internal sealed record CelLogic(CelNode Left, CelNode Right, bool Deciding) : CelNode
{
    public override object? Evaluate(Func<string, object?> variables)
    {
        var left = Left.Evaluate(variables);
        if (left is bool first && first == Deciding)
        {
            return Deciding;
        }

        var right = Right.Evaluate(variables);
        return right is bool second && (second == Deciding || left is bool) ? second : CelValue.Missing;
    }
}

internal sealed record CelConditional(CelNode Condition, CelNode Then, CelNode Otherwise) : CelNode
{
    public override object? Evaluate(Func<string, object?> variables) => Condition.Evaluate(variables) switch
    {
        true => Then.Evaluate(variables),
        false => Otherwise.Evaluate(variables),
        _ => CelValue.Missing,
    };
}

internal sealed record CelBinary(string Operator, CelNode Left, CelNode Right) : CelNode
{
    public override object? Evaluate(Func<string, object?> variables)
    {
        var left = Left.Evaluate(variables);
        var right = Right.Evaluate(variables);
        if (ReferenceEquals(left, CelValue.Missing) || ReferenceEquals(right, CelValue.Missing))
        {
            return CelValue.Missing;
        }

        return Operator switch
        {
            "==" => CelValue.AreEqual(left, right),
            "!=" => !CelValue.AreEqual(left, right),
            "in" => CelValue.Contains(right, left),
            "<" or "<=" or ">" or ">=" => CelValue.Compare(left, right) is { } order ? InOrder(order) : CelValue.Missing,
            _ => Arithmetic(left, right),
        };
    }

    private bool InOrder(int order) => Operator switch
    {
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };

    private object Arithmetic(object? left, object? right) => (Operator, left, right) switch
    {
        ("+", string a, string b) => a + b,
        ("+", long a, long b) => a + b,
        ("-", long a, long b) => a - b,
        ("*", long a, long b) => a * b,
        ("/", long a, long b) when b is not 0 and not -1 => a / b,
        ("%", long a, long b) when b is not 0 and not -1 => a % b,
        ("+", double or long, double or long) => CelValue.Number(left) + CelValue.Number(right),
        ("-", double or long, double or long) => CelValue.Number(left) - CelValue.Number(right),
        ("*", double or long, double or long) => CelValue.Number(left) * CelValue.Number(right),
        ("/", double, double or long) or ("/", long, double) => CelValue.Number(left) / CelValue.Number(right),
        _ => CelValue.Missing,
    };
}

/// <summary>A function of one text and one argument, such as <c>event.type.startsWith("com.")</c>.</summary>
internal sealed record CelTextCall(string Function, CelNode Target, CelNode Argument) : CelNode
{
    public override object? Evaluate(Func<string, object?> variables) =>
        Target.Evaluate(variables) is string text && Argument.Evaluate(variables) is string argument ? Apply(text, argument) : CelValue.Missing;

    private object Apply(string text, string argument) => Function switch
    {
        "startsWith" => text.StartsWith(argument, StringComparison.Ordinal),
        "endsWith" => text.EndsWith(argument, StringComparison.Ordinal),
        _ => text.Contains(argument, StringComparison.Ordinal),
    };
}

/// <summary><c>matches</c> with a literal pattern, which cannot backtrack and so takes linear time on any text.</summary>
internal sealed record CelMatches(CelNode Target, Regex Pattern) : CelNode
{
    public override object? Evaluate(Func<string, object?> variables) =>
        Target.Evaluate(variables) is string text ? Pattern.IsMatch(text) : CelValue.Missing;
}

internal sealed record CelSize(CelNode Target) : CelNode
{
    public override object? Evaluate(Func<string, object?> variables) => CelValue.Size(Target.Evaluate(variables));
}
