using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace App.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RiskSummaries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_trimmed",
                table: "risk_reports",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "settings_version",
                table: "risk_reports",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<string>(
                name: "summary",
                table: "risk_reports",
                type: "TEXT",
                nullable: false,
                defaultValue: """{"figures":{},"sectors":{}}""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "is_trimmed",
                table: "risk_reports");

            migrationBuilder.DropColumn(
                name: "settings_version",
                table: "risk_reports");

            migrationBuilder.DropColumn(
                name: "summary",
                table: "risk_reports");
        }
    }
}
