namespace DaprProcessing.Platform.Hosting;

/// <summary>A folder that no other user reads, or puts anything into.</summary>
public static class PrivateFolder
{
    private const uint Root = 0;
    private const UnixFileMode OursAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // As it was at the start: a process may keep its temporary files in a folder of its own, which goes with it.
    internal static readonly string Temporary = Path.GetTempPath();

    /// <summary>In the system's temporary folder, by a name of this user's: two users do not meet in it.</summary>
    /// <param name="name">Names the purpose.</param>
    public static string Default(string name) => Path.Combine(
        Temporary, OperatingSystem.IsWindows() ? name : $"{name}-{FileFacts.User}");

    /// <summary>Sees to it that the folder is there, with mode 0700.</summary>
    /// <exception cref="IOException">It is somebody else's, a link, or cannot be made.</exception>
    public static void Prepare(string path)
    {
        Directory.CreateDirectory(path);
        var folder = FileFacts.Of(path);
        if (Refusal(folder, FileFacts.User) is { } why)
        {
            throw new IOException($"{path} {why}: documents are kept in a folder of this user's alone");
        }

        if (!OperatingSystem.IsWindows() && folder!.Value.Owner == FileFacts.User && File.GetUnixFileMode(path) != OursAlone)
        {
            File.SetUnixFileMode(path, OursAlone);
        }
    }

    /// <summary>Why the user cannot keep documents there; null where they can.</summary>
    internal static string? Refusal(FileFacts? folder, uint user) => folder switch
    {
        not { IsFolder: true } => "is a link or a file",
        // A disk that is mounted there may be root's, who reads everything anyway.
        { Owner: var owner } when owner != user && owner != Root => $"belongs to user {owner}",
        _ => null,
    };
}
