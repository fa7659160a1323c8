using App.Core.Batches;
using App.Core.Operations;
using App.Data.Providers;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Batches;

/// <summary>The secrets of webhooks, among the users' tokens: they go with the user, and are in no export.</summary>
internal sealed class WebhookSecretStore(Database database) : IWebhookSecretStore
{
    private const string Provider = "[Ballast]";
    private const string Name = "WebhookSecret";

    public Task<string?> FindAsync(Guid userId, CancellationToken cancellationToken) => database.RunAsync(
        (db, token) => Of(db, userId).Select(row => row.Value).SingleOrDefaultAsync(token), cancellationToken);

    public async Task<string> AddAsync(Guid userId, string payload, CancellationToken cancellationToken) =>
        await database.AddOrFindAsync(RowOf(userId, payload), db => Of(db, userId), cancellationToken) is { } other ? other.Value! : payload;

    public async Task ReplaceAsync(Guid userId, string payload, CancellationToken cancellationToken)
    {
        // There is one after this, so that what follows changes it and does not race with somebody who adds a first.
        await AddAsync(userId, payload, cancellationToken);
        await database.WriteAsync(
            async (db, token) =>
            {
                await Of(db, userId).ExecuteUpdateAsync(set => set.SetProperty(row => row.Value, payload), token);
                await database.AuditAsync(db, new(AuditAction.WebhookSecretReplaced, userId, null), token);
                return true;
            },
            cancellationToken);
    }

    private static IdentityUserToken<Guid> RowOf(Guid userId, string payload) => new() { UserId = userId, LoginProvider = Provider, Name = Name, Value = payload };

    private static IQueryable<IdentityUserToken<Guid>> Of(AppDbContext db, Guid userId) => db.UserTokens.Where(row => row.UserId == userId && row.LoginProvider == Provider && row.Name == Name);
}
