namespace DaprProcessing.Engines.Office;

/// <summary>What the exit status of a program tells.</summary>
internal enum OfficeRunEnd
{
    Ended,

    /// <summary>It asks to be started again, as it does where a profile is new.</summary>
    Restart,

    /// <summary>It has written more than a file may have.</summary>
    FileTooLarge,

    /// <summary>It has used more processor time than it may.</summary>
    TooMuchTime,

    Crashed,
}

internal static class OfficeRunEnds
{
    private const int RestartStatus = 81;
    private const int Signalled = 128;

    public static OfficeRunEnd Of(int exitCode) => (exitCode - Signalled) switch
    {
        RestartStatus - Signalled => OfficeRunEnd.Restart,
        // SIGXFSZ, SIGXCPU.
        25 => OfficeRunEnd.FileTooLarge,
        24 => OfficeRunEnd.TooMuchTime,
        > 0 => OfficeRunEnd.Crashed,
        _ => OfficeRunEnd.Ended,
    };
}
