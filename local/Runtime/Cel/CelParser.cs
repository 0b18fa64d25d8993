using System.Globalization;
using System.Text.RegularExpressions;

namespace DaprProcessing.Local.Runtime.Cel;

/// <summary>Recursive descent over CEL's precedence levels, lowest first.</summary>
internal sealed class CelParser(List<CelToken> tokens, IReadOnlySet<string> variables)
{
    private const int MaxDepth = 64;
    private static readonly string[] Relations = ["==", "!=", "<=", ">=", "<", ">"];

    private int _at;
    private int _depth;

    private CelToken Current => tokens[_at];

    public CelNode ParseWhole()
    {
        var node = ParseExpression();
        return Current.Kind == CelTokenKind.End ? node : throw Unexpected();
    }

    private CelNode ParseExpression()
    {
        if (++_depth > MaxDepth)
        {
            throw new CelException("nested too deeply");
        }

        var node = ParseOr();
        if (Accept("?"))
        {
            var then = ParseExpression();
            Expect(":");
            node = new CelConditional(node, then, ParseExpression());
        }

        _depth--;
        return node;
    }

    private CelNode ParseOr()
    {
        var node = ParseAnd();
        while (Accept("||"))
        {
            node = new CelLogic(node, ParseAnd(), Deciding: true);
        }

        return node;
    }

    private CelNode ParseAnd()
    {
        var node = ParseRelation();
        while (Accept("&&"))
        {
            node = new CelLogic(node, ParseRelation(), Deciding: false);
        }

        return node;
    }

    private CelNode ParseRelation()
    {
        var node = ParseSum();
        while (true)
        {
            if (Array.Find(Relations, Accept) is { } relation)
            {
                node = new CelBinary(relation, node, ParseSum());
            }
            else if (Current is { Kind: CelTokenKind.Identifier, Text: "in" })
            {
                _at++;
                node = new CelBinary("in", node, ParseSum());
            }
            else
            {
                return node;
            }
        }
    }

    private CelNode ParseSum()
    {
        var node = ParseProduct();
        while (Accept("+") || Accept("-"))
        {
            node = new CelBinary(tokens[_at - 1].Text, node, ParseProduct());
        }

        return node;
    }

    private CelNode ParseProduct()
    {
        var node = ParseUnary();
        while (Accept("*") || Accept("/") || Accept("%"))
        {
            node = new CelBinary(tokens[_at - 1].Text, node, ParseUnary());
        }

        return node;
    }

    private CelNode ParseUnary()
    {
        if (++_depth > MaxDepth)
        {
            throw new CelException("nested too deeply");
        }

        var node = Accept("!") ? new CelNot(ParseUnary()) : Accept("-") ? new CelNegate(ParseUnary()) : ParsePostfix();
        _depth--;
        return node;
    }

    private CelNode ParsePostfix()
    {
        var node = ParsePrimary();
        while (true)
        {
            if (Accept("."))
            {
                var name = Take(CelTokenKind.Identifier).Text;
                node = Accept("(") ? ParseMethod(node, name) : new CelMember(node, name);
            }
            else if (Accept("["))
            {
                node = new CelIndex(node, ParseExpression());
                Expect("]");
            }
            else
            {
                return node;
            }
        }
    }

    private CelNode ParseMethod(CelNode target, string name)
    {
        var arguments = ParseItems(")");
        return (name, arguments.Count) switch
        {
            ("startsWith" or "endsWith" or "contains", 1) => new CelTextCall(name, target, arguments[0]),
            ("matches", 1) => new CelMatches(target, Pattern(arguments[0])),
            ("size", 0) => new CelSize(target),
            _ => throw new CelException(
                $"function '{name}' with {arguments.Count} arguments is not known; known: startsWith, endsWith, contains, matches, size, has"),
        };
    }

    private CelNode ParsePrimary()
    {
        var token = Current;
        _at++;
        switch (token.Kind)
        {
            case CelTokenKind.String:
                return new CelLiteral(token.Text);
            case CelTokenKind.Integer when long.TryParse(token.Text, CultureInfo.InvariantCulture, out var whole):
                return new CelLiteral(whole);
            case CelTokenKind.Double when double.TryParse(token.Text, CultureInfo.InvariantCulture, out var real):
                return new CelLiteral(real);
            case CelTokenKind.Symbol when token.Text == "(":
                var inner = ParseExpression();
                Expect(")");
                return inner;
            case CelTokenKind.Symbol when token.Text == "[":
                return new CelList(ParseItems("]"));
            case CelTokenKind.Identifier:
                return ParseName(token);
            default:
                _at--;
                throw Unexpected();
        }
    }

    private CelNode ParseName(CelToken token)
    {
        switch (token.Text)
        {
            case "true":
                return new CelLiteral(true);
            case "false":
                return new CelLiteral(false);
            case "null":
                return new CelLiteral(null);
            case "has" when Accept("("):
                return ParseItems(")") is [CelMember field] ? new CelHas(field) : throw new CelException("has() takes one field, such as event.subject");
            case "size" when Accept("("):
                return ParseItems(")") is [var sized] ? new CelSize(sized) : throw new CelException("size() takes one argument");
            case var name when variables.Contains(name):
                return new CelVariable(name);
            default:
                throw new CelException($"'{token.Text}' at {token.Position} is not known; known: {string.Join(", ", variables)}");
        }
    }

    private List<CelNode> ParseItems(string end)
    {
        var items = new List<CelNode>();
        if (Accept(end))
        {
            return items;
        }

        do
        {
            items.Add(ParseExpression());
        }
        while (Accept(","));
        Expect(end);
        return items;
    }

    private static Regex Pattern(CelNode argument)
    {
        if (argument is not CelLiteral { Value: string pattern })
        {
            throw new CelException("matches() takes a literal pattern");
        }

        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            throw new CelException($"pattern '{pattern}': {wrong.Message}");
        }
    }

    private bool Accept(string symbol)
    {
        if (Current.Kind != CelTokenKind.Symbol || Current.Text != symbol)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Expect(string symbol)
    {
        if (!Accept(symbol))
        {
            throw Unexpected($"; '{symbol}' expected");
        }
    }

    private CelToken Take(CelTokenKind kind) => Current.Kind == kind ? tokens[_at++] : throw Unexpected();

    private CelException Unexpected(string more = "") => new($"unexpected '{Current.Text}' at {Current.Position}{more}");
}
