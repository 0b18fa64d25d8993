#!/usr/bin/env bash
# NATS.Net 3.3.2 (NuGet: NATS.Client.Core), against nats-server of Debian 12 (2.9.10).
#
# A request whose connection is lost while it waits for the answer. One would guess that it fails at once: the inbox that the answer
# would come to is gone with the connection, and the client knows of the loss, since it raises ConnectionDisconnected and dials again.
# It goes on waiting for its whole timeout instead, also after the connection is back, and then says that there was no reply.
#
# It matters to who builds on it for durable work: a JetStream publish or an acknowledgement is such a request, so a server that is
# restarted costs every one of them the full timeout. Setting the timeout low makes false alarms under load; what helps is to end
# pending requests by oneself on ConnectionDisconnected and to send them again with the same message id.
set -euo pipefail
command -v dotnet >/dev/null && command -v nats-server >/dev/null || { echo "needs dotnet and nats-server"; exit 2; }

work=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi; rm -rf "$work"' EXIT
mkdir "$work/try"
cat >"$work/try/try.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="NATS.Client.Core" Version="3.3.2" /></ItemGroup>
</Project>
XML
cat >"$work/try/Program.cs" <<'CS'
using System.Diagnostics;
using NATS.Client.Core;

var timeout = TimeSpan.FromSeconds(8);
await using var nats = new NatsConnection(new NatsOpts { Url = args[0], RequestTimeout = timeout });
await nats.ConnectAsync();
var (lost, back) = (new TaskCompletionSource<long>(), new TaskCompletionSource<long>());
nats.ConnectionDisconnected += (_, _) => { lost.TrySetResult(Stopwatch.GetTimestamp()); return default; };
nats.ConnectionOpened += (_, _) =>
{
    if (lost.Task.IsCompleted) { back.TrySetResult(Stopwatch.GetTimestamp()); }
    return default;
};

// Somebody listens, so that the server does not say "no responders", and never answers.
var listening = Task.Run(async () => { await foreach (var _ in nats.SubscribeAsync<string>("quiet")) { } });
await nats.PingAsync();
var startedAt = Stopwatch.GetTimestamp();
var request = nats.RequestAsync<string, string>("quiet", "anybody there?").AsTask();
Console.WriteLine("asked");
var said = "an answer";
try { await request; } catch (Exception error) { said = error.GetType().Name; }
var took = Stopwatch.GetElapsedTime(startedAt);
Console.WriteLine($"lost after {Seconds(lost)} s, connected again after {Seconds(back)} s, "
    + $"ended after {took.TotalSeconds:0.0} s of {timeout.TotalSeconds} s: {said}");
return lost.Task.IsCompleted && back.Task.IsCompleted && took > timeout - TimeSpan.FromSeconds(0.5) ? 0 : 1;

string Seconds(TaskCompletionSource<long> at) =>
    at.Task.IsCompleted ? $"{Stopwatch.GetElapsedTime(startedAt, at.Task.Result).TotalSeconds:0.0}" : "no";
CS
dotnet build "$work/try" -c Release -v q -o "$work/out" >"$work/build.log" 2>&1 || { tail -n 5 "$work/build.log"; exit 2; }

port=$((20000 + RANDOM % 10000))
nats-server --version
nats-server -a 127.0.0.1 -p $port >/dev/null 2>&1 & server=$!
until (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null; do kill -0 $server || exit 2; sleep 0.1; done
: >"$work/said"
dotnet "$work/out/try.dll" "nats://127.0.0.1:$port" >"$work/said" & trial=$!
until grep -q asked "$work/said"; do kill -0 $trial || exit 2; sleep 0.1; done
kill "$server"; wait "$server" 2>/dev/null || true
nats-server -a 127.0.0.1 -p $port >/dev/null 2>&1 & server=$!
status=0; wait $trial || status=$?
echo "NATS.Client.Core 3.3.2: $(tail -n 1 "$work/said")"
exit $status
