using App.Core.Operations;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Operations;

/// <summary>The messages in the database.</summary>
internal sealed class MailOutbox(Database database) : IMailOutbox
{
    private const int LongestFault = 500;

    public Task AddAsync(OutgoingMail mail, CancellationToken cancellationToken) => database.WriteAsync(
        async (db, token) =>
        {
            db.OutgoingMails.Add(mail);
            await db.SaveChangesAsync(token);
            return true;
        },
        cancellationToken);

    public Task<int> CountAsync(Guid userId, string kind, DateTimeOffset since, CancellationToken cancellationToken) => database.RunAsync(
        (db, token) => db.OutgoingMails.CountAsync(mail => mail.UserId == userId && mail.Kind == kind && mail.CreatedAt >= since, token), cancellationToken);

    public Task<OutgoingMail?> ClaimAsync(DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken) => database.RunAsync(
        async (db, token) =>
        {
            while (await Waiting(db).Where(mail => mail.NextTryAt <= now).OrderBy(mail => mail.NextTryAt).AsNoTracking().FirstOrDefaultAsync(token) is { } mail)
            {
                // The statement itself decides: of several nodes that saw the row, one finds it as it was.
                var (next, tries) = (now + lease, mail.Tries + 1);
                if (await Waiting(db).Where(row => row.Id == mail.Id && row.NextTryAt == mail.NextTryAt)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextTryAt, next).SetProperty(row => row.Tries, tries), token) == 1)
                {
                    (mail.NextTryAt, mail.Tries) = (next, tries);
                    return mail;
                }
            }

            return null;
        },
        cancellationToken);

    public Task SentAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) => UpdateAsync(
        id, rows => rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.SentAt, now).SetProperty(row => row.Payload, (string?)null), cancellationToken), cancellationToken);

    public Task PutOffAsync(Guid id, DateTimeOffset next, string fault, CancellationToken cancellationToken) => UpdateAsync(
        id, rows => rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.NextTryAt, next).SetProperty(row => row.LastFault, Short(fault)), cancellationToken), cancellationToken);

    public Task GiveUpAsync(Guid id, DateTimeOffset now, string fault, CancellationToken cancellationToken) => UpdateAsync(
        id,
        rows => rows.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.FailedAt, now).SetProperty(row => row.Payload, (string?)null).SetProperty(row => row.LastFault, Short(fault)), cancellationToken),
        cancellationToken);

    public Task DropAsync(Guid id, CancellationToken cancellationToken) => UpdateAsync(id, rows => rows.ExecuteDeleteAsync(cancellationToken), cancellationToken);

    public Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) => database.RunAsync(
        (db, token) => db.OutgoingMails.Where(mail => mail.CreatedAt < before && (mail.SentAt != null || mail.FailedAt != null)).ExecuteDeleteAsync(token), cancellationToken);

    private Task<int> UpdateAsync(Guid id, Func<IQueryable<OutgoingMail>, Task<int>> write, CancellationToken cancellationToken) =>
        database.RunAsync((db, _) => write(Waiting(db).Where(mail => mail.Id == id)), cancellationToken);

    private static IQueryable<OutgoingMail> Waiting(AppDbContext db) => db.OutgoingMails.Where(mail => mail.SentAt == null && mail.FailedAt == null);

    private static string Short(string fault) => fault.Length > LongestFault ? fault[..LongestFault] : fault;
}
