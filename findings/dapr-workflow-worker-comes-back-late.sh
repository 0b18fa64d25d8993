#!/usr/bin/env bash
# Dapr.Workflow 1.19.0 (NuGet), against a sidecar that ends the worker's stream of work items.
#
# A worker whose sidecar is restarted. One would guess that it dials again as soon as its stream has ended, with a growing pause only
# where that fails: gRPC clients do so by themselves, and the sidecar of a pod is back within a second. This one waits five seconds
# before every attempt, the first included, whether the sidecar is there or not; none of its options is about it.
#
# It matters to who counts on workflows going on: no workflow of that replica moves for five seconds after each restart of a sidecar,
# and a test that kills one has to wait as long. Whoever hosts the worker can end that wait only from outside, by starting the hosted
# service again.
set -euo pipefail
command -v dotnet >/dev/null || { echo "needs dotnet"; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/try"
cat >"$work/try/try.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Dapr.Workflow" Version="1.19.0" />
    <PackageReference Include="Microsoft.Extensions.FileSystemGlobbing" Version="10.0.0" />
  </ItemGroup>
</Project>
XML
cat >"$work/try/Program.cs" <<'CS'
using System.Diagnostics;
using Dapr.Workflow;
using Microsoft.AspNetCore.Server.Kestrel.Core;

// A sidecar that is always there: it greets the worker, and says of each stream of work items at once that it is over.
var streams = new List<long>();
var enough = new TaskCompletionSource();
var sidecar = WebApplication.CreateBuilder();
sidecar.Logging.ClearProviders();
sidecar.WebHost.ConfigureKestrel(kestrel =>
    kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
var app = sidecar.Build();
app.Run(async context =>
{
    context.Response.ContentType = "application/grpc";
    if (context.Request.Path.Value!.EndsWith("/GetWorkItems", StringComparison.Ordinal))
    {
        lock (streams)
        {
            streams.Add(Stopwatch.GetTimestamp());
            if (streams.Count == 3) { enough.TrySetResult(); }
        }
    }
    else
    {
        // An empty message, which is a valid answer to any greeting.
        await context.Response.Body.WriteAsync(new byte[5]);
    }

    context.Response.AppendTrailer("grpc-status", "0");
});
await app.StartAsync();

var address = app.Urls.First();
var host = Host.CreateApplicationBuilder();
host.Logging.ClearProviders();
host.Configuration["DAPR_GRPC_ENDPOINT"] = address;
Environment.SetEnvironmentVariable("DAPR_GRPC_ENDPOINT", address);
host.Services.AddDaprWorkflow(_ => { });
using var worker = host.Build();
await worker.StartAsync();
if (await Task.WhenAny(enough.Task, Task.Delay(TimeSpan.FromSeconds(40))) != enough.Task)
{
    Console.WriteLine($"the worker opened {streams.Count} streams in 40 s");
    return 2;
}

var waits = streams.Zip(streams.Skip(1), (one, next) => Stopwatch.GetElapsedTime(one, next).TotalSeconds).ToList();
Console.WriteLine($"waited {string.Join(" s and ", waits.Select(wait => wait.ToString("0.0")))} s between streams");
return waits.All(wait => wait is > 4.5 and < 7) ? 0 : 1;
CS
dotnet build "$work/try" -c Release -v q -o "$work/out" >"$work/build.log" 2>&1 || { tail -n 5 "$work/build.log"; exit 2; }
status=0; said=$(timeout 60 dotnet "$work/out/try.dll") || status=$?
echo "Dapr.Workflow 1.19.0: $(tail -n 1 <<<"$said")"
exit $status
