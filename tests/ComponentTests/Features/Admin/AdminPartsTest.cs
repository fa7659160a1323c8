using App.Core.Accounts;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Features.Admin;
using App.Testing;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ComponentTests.Features.Admin;

/// <summary>Renders what operators look at, as an operator's circuit does.</summary>
public abstract class AdminPartsTest : BunitContext
{
    protected AdminPartsTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(new ManualTime(TestTimes.Now));
        Services.AddSingleton<IUserAdministration>(Users);
        Services.AddSingleton<IInviteCodeList>(new FakeCodes());
        Services.AddSingleton<ListUsers>();
        Services.AddSingleton(Open);
        AddAuthorization().SetAuthorized("Ada Quill");
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    private protected FakeUsers Users { get; } = new();

    private protected OpenAlerts Open { get; } = new();

    protected BunitNavigationManager Navigation => Services.GetRequiredService<BunitNavigationManager>();

    /// <summary>The text of the first match, white space folded.</summary>
    protected static string Text<T>(IRenderedComponent<T> part, string selector)
        where T : IComponent
    {
        ArgumentNullException.ThrowIfNull(part);
        return string.Join(' ', part.Find(selector).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}

/// <summary>Accounts without a database; remembers what it was asked.</summary>
internal sealed class FakeUsers : IUserAdministration
{
    public List<UserRow> Rows { get; set; } = [];

    public UserFilter? Asked { get; private set; }

    public Task<Page<UserRow>> ListAsync(UserFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Asked = filter;
        return Task.FromResult(new Page<UserRow>([.. Rows.Skip(filter.Offset).Take(filter.Limit)], Rows.Count));
    }

    public Task<UserRow?> FindAsync(Guid userId, CancellationToken cancellationToken) => Task.FromResult(Rows.Find(row => row.Id == userId));

    public Task<int> SessionsAsync(Guid userId, DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<IReadOnlyList<UserImport>> ImportsAsync(Guid userId, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<UserImport>>([]);

    public Task<AccountChangeOutcome> ApplyAsync(AccountChange change, Guid operatorId, Guid userId, int? version, DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult(AccountChangeOutcome.Done);
}

/// <summary>Invite codes of two cohorts, which is all that is asked of them here.</summary>
internal sealed class FakeCodes : IInviteCodeList
{
    public Task<IReadOnlyList<string>> CohortsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>(["beta", "spring"]);

    public Task<Page<InviteCodeRow>> ListAsync(InviteCodeFilter filter, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<InviteCodeRow?> FindAsync(string code, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> AddAsync(InviteCode code, AuditEvent audit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> RevokeAsync(string code, DateTimeOffset now, AuditEvent audit, CancellationToken cancellationToken) => throw new NotSupportedException();
}
