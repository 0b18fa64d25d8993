using System.Diagnostics.CodeAnalysis;

namespace DaprProcessing.Local.Host;

/// <summary><c>--name value</c> pairs after a verb.</summary>
internal static class CommandLine
{
    /// <summary>Reads the pairs over the defaults; says on standard error what is wrong.</summary>
    public static bool TryParse(string[] args, IReadOnlyDictionary<string, string> defaults,
        [NotNullWhen(true)] out IReadOnlyDictionary<string, string>? options)
    {
        var read = new Dictionary<string, string>(defaults);
        options = read;
        for (var index = 0; index < args.Length; index += 2)
        {
            var name = args[index].TrimStart('-');
            if (!defaults.ContainsKey(name) || index + 1 == args.Length)
            {
                Console.Error.WriteLine(index + 1 == args.Length ? $"--{name} needs a value" : $"unknown option --{name}");
                return false;
            }

            read[name] = args[index + 1];
        }

        return true;
    }

    public static int Usage()
    {
        Console.Error.WriteLine("""
            usage: dapr-processing demo --file FILE [--pipeline NAME] [--out FOLDER] [--options JSON]
                   dapr-processing run [--port PORT | --listen http://0.0.0.0:8080] [--data FOLDER] [--topology one|processes]
                   dapr-processing join [--services "NAME ..."] [--listen http://0.0.0.0:8080] [--data FOLDER]
                   dapr-processing catalogue [--root FOLDER]
                   dapr-processing streams [--url nats://HOST:PORT] [--token TOKEN] [--consumers true] [--replicas N] …
            """);
        return 2;
    }
}
