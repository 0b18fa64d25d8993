using Xunit;

namespace DaprProcessing.TestKit.Slow;

/// <summary>A theory all of whose rows are <see cref="SlowTests"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SlowTheoryAttribute : TheoryAttribute
{
    public SlowTheoryAttribute() => Skip = SlowTests.Skipped;
}
