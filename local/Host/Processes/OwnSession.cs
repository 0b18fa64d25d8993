using System.Diagnostics;

namespace DaprProcessing.Local.Host.Processes;

/// <summary>
/// Has a program start in a session of its own. A terminal sends Ctrl-C to everything in its own session at once: the broker
/// would be gone while services still give up their work, and say so. Like this the host alone hears it, and stops its parts in
/// their order. By <c>setsid</c> of util-linux, which becomes the program and keeps its process id; where it is not there,
/// programs start as they are.
/// </summary>
internal static class OwnSession
{
    private static readonly string? Launcher = ((string[])["/usr/bin/setsid", "/bin/setsid"]).FirstOrDefault(File.Exists);

    public static ProcessStartInfo Of(ProcessStartInfo start)
    {
        if (Launcher is not null)
        {
            start.ArgumentList.Insert(0, start.FileName);
            start.FileName = Launcher;
        }

        return start;
    }
}
