using Amazon.S3.Model;
using DaprProcessing.Platform.Objects;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Platform.Tests.Storing;

/// <summary>A pod without keys shows the token of its service account (IRSA) and gets credentials for its role.</summary>
public sealed class IdentityTests : IAsyncLifetime
{
    private const string Answer = """
        <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <AssumeRoleWithWebIdentityResult>
            <Credentials>
              <AccessKeyId>ASIA0123456789</AccessKeyId>
              <SecretAccessKey>for-an-hour</SecretAccessKey>
              <SessionToken>session-0123</SessionToken>
              <Expiration>2099-01-01T00:00:00Z</Expiration>
            </Credentials>
          </AssumeRoleWithWebIdentityResult>
        </AssumeRoleWithWebIdentityResponse>
        """;

    private static readonly string[] Variables = ["AWS_ENDPOINT_URL_STS", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"];
    private readonly TempFolder _folder = new();
    private string? _shown;
    private WebApplication? _service;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _service = builder.Build();
        _service.Run(async context =>
        {
            _shown = (await context.Request.ReadFormAsync())["WebIdentityToken"];
            context.Response.ContentType = "text/xml";
            await context.Response.WriteAsync(Answer);
        });
        await _service.StartAsync();
        var file = _folder.File("token");
        await File.WriteAllTextAsync(file, "token-of-the-pod");
        // What EKS's webhook puts into a pod whose service account has a role.
        string[] values = [_service.Urls.First(), "arn:aws:iam::111122223333:role/documents", file];
        foreach (var (variable, value) in Variables.Zip(values))
        {
            Environment.SetEnvironmentVariable(variable, value);
        }
    }

    [Fact]
    public async Task Client_WithoutKeys_SignsByTheRoleOfThePod()
    {
        using var client = S3Client.Create(new ObjectStoreOptions { Region = "eu-central-1" }, endpoint: null);

        var address = await client.GetPreSignedURLAsync(new GetPreSignedUrlRequest
        {
            BucketName = "documents", Key = "a", Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1),
        });

        Assert.Equal("token-of-the-pod", _shown);
        Assert.Contains("ASIA0123456789", address, StringComparison.Ordinal);
        Assert.Contains("session-0123", address, StringComparison.Ordinal);
    }

    public async Task DisposeAsync()
    {
        Array.ForEach(Variables, variable => Environment.SetEnvironmentVariable(variable, null));
        await _service!.DisposeAsync();
        _folder.Dispose();
    }
}
