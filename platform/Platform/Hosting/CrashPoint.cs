using System.Diagnostics;
using System.Globalization;

namespace DaprProcessing.Platform.Hosting;

/// <summary>
/// Named places at which a test can kill this very process: <c>CRASH_AT=name</c> or <c>CRASH_AT=name:n</c> sends it SIGKILL
/// the first or the nth time the point is reached, <c>CRASH_AT=name@work</c> where it is reached with that work alone. Costs one
/// comparison when the variable is unset.
/// </summary>
public static class CrashPoint
{
    private static readonly string? Name;
    private static long _hitsLeft;

    static CrashPoint()
    {
        var setting = Environment.GetEnvironmentVariable("CRASH_AT");
        if (string.IsNullOrEmpty(setting))
        {
            return;
        }

        var colon = setting.LastIndexOf(':');
        var counted = colon > 0 && long.TryParse(
            setting.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _hitsLeft);
        Name = counted ? setting[..colon] : setting;
        _hitsLeft = counted ? _hitsLeft : 1;
    }

    /// <param name="part">Who reaches it, and <paramref name="work"/> with what, where several do.</param>
    public static void Reached(string name, string? part = null, object? work = null)
    {
        if (Name is null || !IsMeant(name, part, work) || Interlocked.Decrement(ref _hitsLeft) != 0)
        {
            return;
        }

        using var self = Process.GetCurrentProcess();
        self.Kill();

        // The signal may take a moment; nothing after the point may happen.
        new ManualResetEvent(false).WaitOne();
    }

    private static bool IsMeant(string name, string? part, object? work) =>
        Name == name || (part is not null && Name == $"{name}@{part}.{work?.GetType().Name}");
}
