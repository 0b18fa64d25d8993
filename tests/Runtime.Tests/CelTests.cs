using System.Text.Json;
using DaprProcessing.Local.Runtime.Cel;

namespace DaprProcessing.Runtime.Tests;

public sealed class CelTests
{
    private const string Event = """
        {"type":"order.created","source":"shop","n":3,"x":1.5,"data":{"total":120,"tags":["a","b"],"customer":{"vip":true,"name":"Ann"},"none":null}}
        """;

    [Theory]
    [InlineData("event.type == 'order.created'", true)]
    [InlineData("event.type == \"order.created\" && event.data.total > 100", true)]
    [InlineData("event.type != 'order.created' || event.data.total <= 120", true)]
    [InlineData("!(event.data.customer.vip)", false)]
    [InlineData("event.data.total >= 119.5 && event.data.total < 120.5", true)]
    [InlineData("event.type in ['a', 'order.created']", true)]
    [InlineData("'b' in event.data.tags", true)]
    [InlineData("'vip' in event.data.customer", true)]
    [InlineData("event.type.startsWith('order.')", true)]
    [InlineData("event.type.endsWith('.created') && event.source.contains('ho')", true)]
    [InlineData("event.type.matches('^order\\\\.[a-z]+$')", true)]
    [InlineData("size(event.data.tags) == 2 && event.data.customer.name.size() == 3", true)]
    [InlineData("has(event.data.customer.name) && !has(event.data.customer.age)", true)]
    [InlineData("event.data['total'] == 120 && event.data.tags[1] == 'b'", true)]
    [InlineData("event.data.total + 5 * 2 == 130 && event.n % 2 == 1 && -event.n == -3", true)]
    [InlineData("event.data.none == null", true)]
    [InlineData("event.n > 2 ? event.x == 1.5 : false", true)]
    [InlineData("event.missing == 'x'", false)]
    [InlineData("event.missing == 'x' || event.n == 3", true)]
    [InlineData("event.missing == 'x' && event.n == 4", false)]
    [InlineData("event.type < 5", false)]
    [InlineData("event.data.total", false)]
    public void Matches_Condition_IsTrueOnlyWhereItHolds(string condition, bool expected)
    {
        using var document = JsonDocument.Parse(Event);

        Assert.Equal(expected, CelExpression.ParseEvent(condition).Matches(document.RootElement));
    }

    [Theory]
    [InlineData("event.type = 'x'", "unexpected '='")]
    [InlineData("event.type.trim() == 'x'", "'trim'")]
    [InlineData("request.path == 'x'", "'request'")]
    [InlineData("event.type == 'x", "no end")]
    [InlineData("event.type ==", "end of expression")]
    [InlineData("", "end of expression")]
    [InlineData("event.type.matches('(')", "pattern")]
    [InlineData("event.type == 'x' event", "unexpected 'event'")]
    public void Parse_UnknownSyntax_IsRefusedSayingWhat(string condition, string what) =>
        Assert.Contains(what, Assert.Throws<CelException>(() => CelExpression.ParseEvent(condition)).Message);

    [Fact]
    public void Parse_DeepNesting_IsRefusedInsteadOfOverflowing() =>
        Assert.Throws<CelException>(() => CelExpression.ParseEvent(new string('(', 2000) + "true" + new string(')', 2000)));

    [Fact]
    public void Matches_RandomExpressions_NeverThrowAnythingElse()
    {
        var random = new Random(20261122);
        string[] parts = ["event", ".type", ".data", "==", "&&", "||", "(", ")", "'x'", "1", "2.5", "[", "]", "!", "-", "in", "size", ",", "?", ":", "/", "%"];
        using var document = JsonDocument.Parse(Event);
        var parsed = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var condition = string.Join(' ', Enumerable.Range(0, random.Next(1, 9)).Select(_ => parts[random.Next(parts.Length)]));
            try
            {
                CelExpression.ParseEvent(condition).Matches(document.RootElement);
                parsed++;
            }
            catch (CelException)
            {
                continue;
            }
        }

        Assert.InRange(parsed, 100, 19_900);
    }
}
