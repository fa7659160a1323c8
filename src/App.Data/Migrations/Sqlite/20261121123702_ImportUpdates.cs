using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace App.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ImportUpdates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "source_broker",
                table: "portfolios",
                type: "TEXT",
                maxLength: 50,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "source_name",
                table: "portfolios",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "source_number",
                table: "portfolios",
                type: "TEXT",
                maxLength: 10,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "positions_version",
                table: "portfolio_snapshots",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "added",
                table: "imports",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "changed",
                table: "imports",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "fingerprint",
                table: "imports",
                type: "TEXT",
                maxLength: 80,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "positions_version",
                table: "imports",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "removed",
                table: "imports",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "undone_at",
                table: "imports",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "import_undos",
                columns: table => new
                {
                    portfolio_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    import_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    positions_version = table.Column<int>(type: "INTEGER", nullable: false),
                    positions = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_undos", x => x.portfolio_id);
                    table.ForeignKey(
                        name: "fk_import_undos_portfolios_portfolio_id",
                        column: x => x.portfolio_id,
                        principalTable: "portfolios",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "import_undos");

            migrationBuilder.DropColumn(
                name: "source_broker",
                table: "portfolios");

            migrationBuilder.DropColumn(
                name: "source_name",
                table: "portfolios");

            migrationBuilder.DropColumn(
                name: "source_number",
                table: "portfolios");

            migrationBuilder.DropColumn(
                name: "positions_version",
                table: "portfolio_snapshots");

            migrationBuilder.DropColumn(
                name: "added",
                table: "imports");

            migrationBuilder.DropColumn(
                name: "changed",
                table: "imports");

            migrationBuilder.DropColumn(
                name: "fingerprint",
                table: "imports");

            migrationBuilder.DropColumn(
                name: "positions_version",
                table: "imports");

            migrationBuilder.DropColumn(
                name: "removed",
                table: "imports");

            migrationBuilder.DropColumn(
                name: "undone_at",
                table: "imports");
        }
    }
}
