using Xunit;

namespace DaprProcessing.TestKit.Slow;

/// <summary>A fact of the <see cref="SlowTests"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SlowFactAttribute : FactAttribute
{
    public SlowFactAttribute() => Skip = SlowTests.Skipped;
}
