using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Gateway;
using DaprProcessing.Services.Tests.Gateway.Tenants;
using DaprProcessing.Services.Tests.Support;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Services.Tests.Gateway.Sources;

public sealed class ImportTests
{
    [Fact]
    public async Task Submit_KeyUnderThePrefix_TakesTheObject()
    {
        await using var gateway = await GatewayHarness.StartAsync("Gateway:ImportPrefix=inbox/");
        Put(gateway, "inbox/2026/report.pdf", GatewayHarness.Pdf);

        using var response = await PostAsync(gateway, "inbox/2026/report.pdf");

        Assert.Equal("report.pdf", (await GatewayHarness.AcceptedAsync(response, 202)).GetProperty("fileName").GetString());
    }

    [Fact]
    public async Task Submit_AnyOtherKey_IsRefused()
    {
        await using var gateway = await GatewayHarness.StartAsync("Gateway:ImportPrefix=inbox/");
        var job = (await gateway.SubmitAsync()).GetProperty("id").GetString();
        string[] keys =
        [
            $"local/{job}/raw/source", $"inbox/../local/{job}/raw/source", $"inbox/./../local/{job}/raw/source", $"inbox//{job}",
            "inbox", "inbox/",
            $"INBOX/{job}", $"/inbox/{job}", $"inbox\\\\..\\\\local/{job}", "inbox/\\u0000", "inbox/" + new string('x', 1100),
        ];

        foreach (var key in keys)
        {
            using var response = await PostAsync(gateway, key);
            await GatewayHarness.ProblemAsync(response, 403, "source_not_allowed");
        }
    }

    [Theory]
    [InlineData("acme", "inbox/acme/report.pdf", 202)]
    [InlineData("other", "inbox/acme/report.pdf", 403)]
    [InlineData("acme", "inbox/report.pdf", 403)]
    [InlineData("acme", "inbox/acme-too/report.pdf", 403)]
    [InlineData("acme", "s3://documents/inbox/acme/report.pdf", 202)]
    [InlineData("other", "s3://documents/inbox/acme/report.pdf", 403)]
    [InlineData("acme", "s3://elsewhere/inbox/acme/report.pdf", 403)]
    public async Task Submit_WhereThereAreTenants_EachTakesFromItsOwnFolder(string name, string key, int status)
    {
        await using var gateway = await TenantGateway.StartAsync([.. TenantGateway.WithBucket, "Gateway:ImportPrefix=inbox/"]);
        foreach (var folder in (string[])["acme/", "", "acme-too/"])
        {
            Put(gateway.Gateway, $"inbox/{folder}report.pdf", GatewayHarness.Pdf);
        }

        using var response = await gateway.SendAsync(
            HttpMethod.Post, "/v1/jobs", await gateway.AddTenantAsync(name), new { source = new { kind = "s3", key } });

        if (status == 202)
        {
            var job = await GatewayHarness.AcceptedAsync(response, 202);
            Assert.Equal("report.pdf", job.GetProperty("fileName").GetString());
        }
        else
        {
            await GatewayHarness.ProblemAsync(response, status, "source_not_allowed");
        }
    }

    [Fact]
    public async Task Submit_WhereImportsAreShared_EachTakesFromAll()
    {
        await using var gateway = await TenantGateway.StartAsync("Gateway:ImportPrefix=inbox/", "Gateway:ShareImports=true");
        Put(gateway.Gateway, "inbox/report.pdf", GatewayHarness.Pdf);

        using var response = await gateway.SendAsync(
            HttpMethod.Post, "/v1/jobs", await gateway.AddTenantAsync("acme"),
            new { source = new { kind = "s3", key = "inbox/report.pdf" } });

        await GatewayHarness.AcceptedAsync(response, 202);
    }

    [Fact]
    public async Task Submit_NoPrefixConfigured_IsRefused()
    {
        await using var gateway = await GatewayHarness.StartAsync();
        Put(gateway, "inbox/report.pdf", GatewayHarness.Pdf);

        using var response = await PostAsync(gateway, "inbox/report.pdf");

        await GatewayHarness.ProblemAsync(response, 403, "source_not_allowed");
    }

    [Fact]
    public async Task Submit_ObjectIsNoDocument_IsTreatedAsAnUpload()
    {
        await using var gateway = await GatewayHarness.StartAsync("Gateway:ImportPrefix=inbox/", "Gateway:MaxUploadBytes=5000");
        Put(gateway, "inbox/notes.pdf", "no text\0"u8.ToArray());
        Put(gateway, "inbox/large.pdf", [.. "%PDF-1.7"u8, .. new byte[5000]]);

        using (var notThere = await PostAsync(gateway, "inbox/none.pdf"))
        {
            await GatewayHarness.ProblemAsync(notThere, 404, "source_not_found");
        }

        using (var noDocument = await PostAsync(gateway, "inbox/notes.pdf"))
        {
            await GatewayHarness.ProblemAsync(noDocument, 415, "unsupported_media_type");
        }

        using var tooLarge = await PostAsync(gateway, "inbox/large.pdf");
        await GatewayHarness.ProblemAsync(tooLarge, 413, "upload_too_large");
    }

    [Theory]
    [InlineData("Gateway:ImportPrefix=inbox")]
    [InlineData("Gateway:ImportPrefix=/")]
    [InlineData("Gateway:ImportPrefix=local/")]
    [InlineData("Gateway:ImportPrefix=local/x/")]
    [InlineData("Gateway:ImportPrefix=_jobs/")]
    [InlineData("Gateway:HttpSourceNetworks:0=127.0.0.1/33")]
    public async Task Start_UnsafeSetting_IsRefused(string setting)
    {
        string[] arguments =
        [
            "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None", "--ObjectStore:LargeWrites=presigned", $"--{setting}",
        ];
        await using var app = GatewayService.Build(arguments);

        await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync());
    }

    private static Task<HttpResponseMessage> PostAsync(GatewayHarness gateway, string key) =>
        gateway.PostJsonAsync($$$"""{"source":{"kind":"s3","key":"{{{key}}}"}}""");

    private static void Put(GatewayHarness gateway, string key, byte[] content)
    {
        var path = Path.Combine(gateway.Runtime.ObjectFolder, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
