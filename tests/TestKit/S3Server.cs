using System.Diagnostics;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Xunit;

namespace DaprProcessing.TestKit;

/// <summary>
/// A real S3 server (radosgw, objects in memory) on free loopback ports. One per test assembly: declare
/// <c>[CollectionDefinition("s3")] public sealed class S3Collection : ICollectionFixture&lt;S3Server&gt;;</c>
/// and give every test a bucket of its own. Start takes about 1.5 s.
/// </summary>
public sealed class S3Server : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("s3-").FullName;

    /// <summary>The URL of the server, without a trailing slash.</summary>
    public string Endpoint { get; private set; } = "";

    public string AccessKey { get; } = "testaccesskey";

    public string SecretKey { get; } = "testsecretkey";

    public string Region { get; } = "us-east-1";

    public async Task InitializeAsync()
    {
        // Two starts may pick the same ports; the loser sees its daemons end and picks others.
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort.NextRange(20);
            var (exitCode, output, error) = await RunScriptAsync("start", _folder, port.ToString());
            if (exitCode == 0)
            {
                Endpoint = output.Trim();
                return;
            }

            if (attempt == 3)
            {
                throw new InvalidOperationException($"The S3 server did not start; `eng/setup.sh test` installs it. {error}");
            }
        }
    }

    public async Task DisposeAsync() => await RunScriptAsync("stop", _folder);

    /// <summary>A client for this server; the caller disposes it.</summary>
    public AmazonS3Client CreateClient() => new(
        new BasicAWSCredentials(AccessKey, SecretKey),
        new AmazonS3Config
        {
            ServiceURL = Endpoint,
            ForcePathStyle = true,
            AuthenticationRegion = Region,
            // This server refuses the trailing checksums newer SDKs send unasked.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });

    /// <summary>Creates an empty bucket and returns its name.</summary>
    public async Task<string> CreateBucketAsync(string? name = null)
    {
        name ??= $"test-{Guid.NewGuid():n}";
        using var client = CreateClient();
        await client.PutBucketAsync(new PutBucketRequest { BucketName = name });
        return name;
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunScriptAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(SamplePaths.RepositoryRoot, "eng", "s3-server.sh"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // A test process that is killed must not leave a server behind.
        start.Environment["S3_OWNER"] = Environment.ProcessId.ToString();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
