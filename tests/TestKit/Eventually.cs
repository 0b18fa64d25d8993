using System.Diagnostics;
using Xunit;

namespace DaprProcessing.TestKit;

/// <summary>Waits for a condition that another process or thread brings about; the only way a test here waits.</summary>
public static class Eventually
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Polls <paramref name="condition"/> until it is true; fails the test after <paramref name="within"/>, saying <paramref
    /// name="what"/> did not happen.
    /// </summary>
    public static async Task Async(Func<Task<bool>> condition, TimeSpan within, string what)
    {
        var clock = Stopwatch.StartNew();
        var pause = TimeSpan.FromMilliseconds(2);
        while (!await condition().ConfigureAwait(false))
        {
            if (clock.Elapsed > within)
            {
                Assert.Fail($"Not within {within.TotalSeconds:0.##} s: {what}");
            }

            await Task.Delay(pause).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <inheritdoc cref="Async(Func{Task{bool}}, TimeSpan, string)"/>
    public static Task Async(Func<bool> condition, TimeSpan within, string what) =>
        Async(() => Task.FromResult(condition()), within, what);
}
