namespace DaprProcessing.Dproc;

/// <summary>What scripts learn from a run; <c>dproc --help</c> lists them.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>A document failed, or the platform refused something.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong, or a file is not there.</summary>
    public const int Usage = 2;

    /// <summary>The platform does not answer, or cannot take anything now: the same may work later.</summary>
    public const int Unavailable = 3;

    /// <summary>Ctrl-C.</summary>
    public const int Interrupted = 130;
}
