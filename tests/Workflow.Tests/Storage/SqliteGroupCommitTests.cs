using DaprProcessing.Local.Runtime.Storage;
using DaprProcessing.TestKit;
using Microsoft.Data.Sqlite;

namespace DaprProcessing.Workflow.Tests.Storage;

public sealed class SqliteGroupCommitTests : IDisposable
{
    private static readonly string[] Schema = ["CREATE TABLE item(id INTEGER PRIMARY KEY, value TEXT NOT NULL)"];

    private readonly string _folder = Directory.CreateTempSubdirectory("group-commit-").FullName;

    private string DatabasePath => Path.Combine(_folder, "test.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task WriteAsync_AfterReopen_RowIsThere()
    {
        await using (var database = await SqliteGroupCommit.OpenAsync(DatabasePath, Schema))
        {
            await database.WriteAsync(connection => Insert(connection, 1, "kept"));
        }

        await using var reopened = await SqliteGroupCommit.OpenAsync(DatabasePath, Schema);
        Assert.Equal(1, await reopened.ReadAsync(Count));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WriteAsync_ValueDeleted_IsInNoFileSoonAfter(bool othersWrite)
    {
        await using var database = await SqliteGroupCommit.OpenAsync(
            DatabasePath, Schema, TimeSpan.FromSeconds(1), eraseAfter: TimeSpan.FromMilliseconds(200), default);
        await database.WriteAsync(connection => Insert(connection, 1, "secret of the ended job"));
        await database.WriteAsync(connection => connection.Run("DELETE FROM item"));
        Assert.True(IsInAFile("secret of the ended job"));

        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 2; IsInAFile("secret of the ended job") && watch.Elapsed < TimeSpan.FromSeconds(20); i++)
        {
            if (othersWrite)
            {
                await database.WriteAsync(connection => Insert(connection, i, "of others"));
            }
            else
            {
                await Task.Delay(50);
            }
        }

        Assert.False(IsInAFile("secret of the ended job"));
        await database.WriteAsync(connection => Insert(connection, 0, "after that"));
        Assert.True(await database.ReadAsync(Count) > 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WriteAsync_MuchDeleted_TheFileShrinksSoonAfter(bool madeBeforeItCould)
    {
        if (madeBeforeItCould)
        {
            await using var old = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
            old.Open();
            old.Run(Schema[0]);
            old.Run("PRAGMA user_version=1");
            old.DisposeStatements();
        }

        await using var database = await SqliteGroupCommit.OpenAsync(
            DatabasePath, Schema, TimeSpan.FromSeconds(1), eraseAfter: TimeSpan.FromMilliseconds(50), default);
        var value = new string('x', 1 << 20);
        foreach (var id in Enumerable.Range(1, 40))
        {
            await database.WriteAsync(connection => Insert(connection, id, value));
        }

        await database.WriteAsync(connection => connection.Run("DELETE FROM item WHERE id > 1"));

        await Eventually.Async(
            () => new FileInfo(DatabasePath).Length is > 1 << 20 and < 8 << 20, TimeSpan.FromSeconds(20),
            "the file is as small as what is in it");
        Assert.Equal(1, await database.ReadAsync(Count));
    }

    private bool IsInAFile(string text) => Directory.EnumerateFiles(_folder).Any(path =>
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes.AsSpan(0, read).IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0;
    });

    [Fact]
    public async Task WriteAsync_FilesCopiedWhileOpen_CopyHasEveryAnsweredWrite()
    {
        await using var database = await SqliteGroupCommit.OpenAsync(DatabasePath, Schema);
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => database.WriteAsync(c => Insert(c, i, "v"))));
        var crashed = Directory.CreateDirectory(Path.Combine(_folder, "crashed")).FullName;
        File.Copy(DatabasePath, Path.Combine(crashed, "test.db"));
        File.Copy(DatabasePath + "-wal", Path.Combine(crashed, "test.db-wal"));

        await using var recovered = await SqliteGroupCommit.OpenAsync(Path.Combine(crashed, "test.db"), Schema);

        Assert.Equal(500, await recovered.ReadAsync(Count));
    }

    [Fact]
    public async Task WriteAsync_ManyCallers_ShareCommits()
    {
        await using var database = await SqliteGroupCommit.OpenAsync(DatabasePath, Schema);

        await Task.WhenAll(Enumerable.Range(0, 2000).Select(i => database.WriteAsync(c => Insert(c, i, "v"))));

        Assert.Equal(2000, await database.ReadAsync(Count));
        Assert.InRange(database.Commits, 1, 1000);
    }

    [Fact]
    public async Task WriteAsync_OneCallerFails_OnlyItsStatementsAreUndone()
    {
        await using var database = await SqliteGroupCommit.OpenAsync(DatabasePath, Schema);
        var release = new ManualResetEventSlim();
        var gate = database.WriteAsync(_ => release.Wait(TimeSpan.FromSeconds(30)));
        var before = database.WriteAsync(c => Insert(c, 1, "before"));
        var failing = database.WriteAsync<int>(c =>
        {
            Insert(c, 2, "undone");
            throw new InvalidOperationException("etag mismatch");
        });
        var broken = database.WriteAsync(c => Insert(c, 1, "duplicate key"));
        var after = database.WriteAsync(c => Insert(c, 3, "after"));

        release.Set();
        await Task.WhenAll(gate, before, after);

        Assert.Equal("etag mismatch", (await Assert.ThrowsAsync<InvalidOperationException>(() => failing)).Message);
        await Assert.ThrowsAsync<SqliteException>(() => broken);
        Assert.Equal(2, await database.ReadAsync(Count));
    }

    [Fact]
    public async Task WriteAsync_CancelledWhileWaiting_NeverRuns()
    {
        await using var database = await SqliteGroupCommit.OpenAsync(DatabasePath, Schema);
        using var cancellation = new CancellationTokenSource();
        var release = new ManualResetEventSlim();
        var gate = database.WriteAsync(_ => release.Wait(TimeSpan.FromSeconds(30)));
        var waiting = database.WriteAsync(c => Insert(c, 1, "never"), cancellation.Token);

        await cancellation.CancelAsync();
        release.Set();

        await gate;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, await database.ReadAsync(Count));
    }

    [Fact]
    public async Task WriteAsync_DiskFull_FailsTypedAndRecovers()
    {
        await using var database = await SqliteGroupCommit.OpenAsync(DatabasePath, Schema);
        await database.WriteAsync(c => c.Statement("PRAGMA max_page_count=10").ExecuteScalar());

        var error = await Record.ExceptionAsync(() => database.WriteAsync(c => Insert(c, 1, new string('x', 1_000_000))));
        await database.WriteAsync(c => c.Statement("PRAGMA max_page_count=100000").ExecuteScalar());
        await database.WriteAsync(c => Insert(c, 2, new string('x', 1_000_000)));

        Assert.True(error is StorageException or SqliteException, error?.ToString());
        Assert.Equal(1, await database.ReadAsync(Count));
    }

    [Fact]
    public async Task WriteAsync_AfterDispose_ThrowsObjectDisposed()
    {
        var database = await SqliteGroupCommit.OpenAsync(DatabasePath, Schema);
        await database.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => database.WriteAsync(c => Insert(c, 1, "late")));
    }

    [Fact]
    public async Task OpenAsync_NewerSchemaThanKnown_IsRefused()
    {
        await (await SqliteGroupCommit.OpenAsync(DatabasePath, [.. Schema, "CREATE TABLE later(id INTEGER)"])).DisposeAsync();

        var error = await Assert.ThrowsAsync<StorageException>(() => SqliteGroupCommit.OpenAsync(DatabasePath, Schema));

        Assert.Contains("schema version 2", error.Message);
    }

    private static int Insert(SqliteConnection connection, int id, string value) =>
        connection.Run("INSERT INTO item(id, value) VALUES($1, $2)", id, value);

    private static long Count(SqliteConnection connection) => connection.Statement("SELECT count(*) FROM item").ScalarLong();
}
