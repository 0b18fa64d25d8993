using System.Reflection;
using Xunit.Sdk;

namespace DaprProcessing.TestKit.Slow;

/// <summary>A row of a theory, one of the <see cref="SlowTests"/>.</summary>
[DataDiscoverer("Xunit.Sdk.DataDiscoverer", "xunit.core")]
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class SlowInlineDataAttribute : DataAttribute
{
    private readonly object?[] _row;

    public SlowInlineDataAttribute(params object?[] row)
    {
        _row = row;
        Skip = SlowTests.Skipped;
    }

    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) => [_row];
}
