using System.Runtime.InteropServices;

namespace DaprProcessing.Local.Host.Running;

/// <summary>
/// Ctrl-C, SIGTERM and the end of the terminal, as a token. Somebody has to listen: each service takes the signals as well, so
/// that the kernel's own answer, the end of the process, does not come.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    /// <summary>What a shell says of a program that Ctrl-C ended.</summary>
    public const int ExitStatus = 130;

    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyList<PosixSignalRegistration> _registrations;

    public StopSignals() => _registrations =
    [
        .. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGHUP, PosixSignal.SIGTERM])
            .Select(signal => PosixSignalRegistration.Create(signal, Stop)),
    ];

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _stop.Cancel();
    }
}
